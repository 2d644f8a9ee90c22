//! Old and variant forms of one character: 國 is 国, 﨑 is 崎, 靭 is 靱.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

/// `index/variants.tsv`; its last section lists pairs of characters.
pub(crate) const VARIANTS: &str = include_str!("../../index/variants.tsv");

/// Begins that section.
pub(crate) const HEADING: &str = "# glyphs";

/// By the variant, the customary character.
static CUSTOMARY: LazyLock<FxHashMap<char, char>> = LazyLock::new(|| {
    let section = VARIANTS.split_once(HEADING).map_or("", |(_, section)| section);
    let pairs = section.lines().filter(|line| !line.starts_with('#'));
    pairs.filter_map(|line| Some((line.chars().last()?, line.chars().next()?))).collect()
});

/// The character that is customarily written for this one.
pub fn customary(c: char) -> char {
    if c < '\u{3400}' { c } else { CUSTOMARY.get(&c).copied().unwrap_or(c) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variants_have_one_customary_form() {
        for (variant, expected) in
            [('國', '国'), ('靭', '靱'), ('髙', '高'), ('国', '国'), ('a', 'a')]
        {
            assert_eq!(customary(variant), expected);
        }
        for (variant, kept) in CUSTOMARY.iter() {
            assert_eq!(customary(*kept), *kept, "{variant} leads to {kept}, which is a variant");
        }
    }
}
