//! How far apart colours look, and which can be read on which.

use super::Rgb;

/// A colour in `OKLab`, where equal distances look about equal.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Lab {
    /// From 0 for black to 1 for white.
    pub lightness: f32,
    /// From green to red.
    pub a: f32,
    /// From blue to yellow.
    pub b: f32,
}

type Matrix = [[f32; 3]; 3];

/// From the linear parts of a colour to what the three kinds of cones see.
const CONES: Matrix = [
    [0.412_221_46, 0.536_332_55, 0.051_445_995],
    [0.211_903_5, 0.680_699_5, 0.107_396_96],
    [0.088_302_46, 0.281_718_85, 0.629_978_7],
];
/// From the cube roots of that to lightness, a and b.
const LAB: Matrix = [
    [0.210_454_26, 0.793_617_8, -0.004_072_047],
    [1.977_998_5, -2.428_592_2, 0.450_593_7],
    [0.025_904_037, 0.782_771_77, -0.808_675_77],
];
/// The way back.
const ROOTS: Matrix = [
    [1.0, 0.396_337_78, 0.215_803_76],
    [1.0, -0.105_561_346, -0.063_854_17],
    [1.0, -0.089_484_18, -1.291_485_5],
];
const PARTS: Matrix = [
    [4.076_741_7, -3.307_711_6, 0.230_969_94],
    [-1.268_438, 2.609_757_4, -0.341_319_38],
    [-0.004_196_086_3, -0.703_418_6, 1.707_614_7],
];

fn times(matrix: Matrix, vector: [f32; 3]) -> [f32; 3] {
    matrix.map(|row| {
        row.iter()
            .zip(vector)
            .map(|(weight, part)| weight * part)
            .sum()
    })
}

impl From<Rgb> for Lab {
    fn from(rgb: Rgb) -> Self {
        let [lightness, a, b] = times(LAB, times(CONES, rgb.map(linear)).map(f32::cbrt));
        Self { lightness, a, b }
    }
}

impl Lab {
    /// The nearest colour that screens have.
    pub fn rgb(self) -> Rgb {
        let seen = times(ROOTS, [self.lightness, self.a, self.b]).map(|root| root.powi(3));
        times(PARTS, seen).map(byte)
    }

    /// How colourful it is: 0 for grey, about 0.3 for the strongest red.
    pub fn chroma(self) -> f32 {
        self.a.hypot(self.b)
    }

    /// How different two colours look: 1 from black to white, 0.02 can just be seen.
    pub fn distance(self, other: Self) -> f32 {
        let lightness = self.lightness - other.lightness;
        lightness.hypot((self.a - other.a).hypot(self.b - other.b))
    }
}

/// How bright one of the three parts shines.
fn linear(byte: u8) -> f32 {
    let part = f32::from(byte) / 255.0;
    if part <= 0.040_45 {
        part / 12.92
    } else {
        ((part + 0.055) / 1.055).powf(2.4)
    }
}

fn byte(shining: f32) -> u8 {
    let part = if shining <= 0.003_130_8 {
        shining * 12.92
    } else {
        1.055 * shining.powf(1.0 / 2.4) - 0.055
    };
    // The largest of the bytes that are not brighter, bit by bit: a conversion of the types would not be checked.
    let wanted = part.clamp(0.0, 1.0) * 255.0 + 0.5;
    (0..8).rev().fold(0, |found, bit| {
        let more = found | (1u8 << bit);
        if f32::from(more) <= wanted {
            more
        } else {
            found
        }
    })
}

/// The contrast of two colours as WCAG reckons it: 1 where they are the same, 21 for black on white. Text wants 4.5.
pub fn contrast(one: Rgb, other: Rgb) -> f32 {
    let luminance = |rgb: Rgb| {
        let [r, g, b] = rgb.map(linear);
        0.2126 * r + 0.7152 * g + 0.0722 * b
    };
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// The colour, or the nearest lighter or darker one that has at least this contrast to all of these; as near to it as can be
/// where there is none.
pub fn readable(rgb: Rgb, behind: &[Rgb], least: f32) -> Rgb {
    let worst = |rgb: Rgb| {
        let contrasts = behind.iter().map(|behind| contrast(rgb, *behind));
        contrasts.fold(f32::INFINITY, f32::min)
    };
    if worst(rgb) >= least {
        return rgb;
    }
    let from = Lab::from(rgb);
    let other = |lightness: f32| Lab { lightness, ..from }.rgb();
    let steps = (1..=50u8).map(|step| f32::from(step) * 0.02);
    let tried = steps.flat_map(|step| [from.lightness - step, from.lightness + step]);
    let tried = tried.filter(|lightness| (0.0..=1.0).contains(lightness));
    let mut best = (rgb, worst(rgb));
    for shifted in tried.map(other) {
        let contrast = worst(shifted);
        if contrast >= least {
            return shifted;
        }
        if contrast > best.1 {
            best = (shifted, contrast);
        }
    }
    best.0
}
