//! A number for bytes that may be kept: the same in every version of the program, which the standard hash does not promise.

/// The FNV-1a hash of no bytes.
pub(crate) const OF_NOTHING: u64 = 0xcbf2_9ce4_8422_2325;

/// The FNV-1a hash of bytes.
pub(crate) fn fnv(bytes: &[u8]) -> u64 {
    fnv_with(OF_NOTHING, bytes)
}

/// The FNV-1a hash of those that have this one, and of more behind them.
pub(crate) fn fnv_with(hash: u64, bytes: &[u8]) -> u64 {
    let step = |hash: u64, byte: &u8| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    bytes.iter().fold(hash, step)
}
