//! The binary: hands over to the library and exits with its code.

fn main() {
    std::process::exit(fomo::run());
}
