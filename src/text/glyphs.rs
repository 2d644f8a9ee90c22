//! Old and variant forms of one character: 國 is 国, 﨑 is 崎, 靭 is 靱.

use std::sync::LazyLock;

/// `index/variants.tsv`; its last section lists pairs of characters.
pub(crate) const VARIANTS: &str = include_str!("../../index/variants.tsv");

/// Begins that section.
pub(crate) const HEADING: &str = "# glyphs";

/// Variants in ascending order, each with the customary character.
static CUSTOMARY: LazyLock<Vec<(char, char)>> = LazyLock::new(|| {
    let section = VARIANTS.split_once(HEADING).map_or("", |(_, section)| section);
    let pairs = section.lines().filter(|line| !line.starts_with('#'));
    let pairs = pairs.filter_map(|line| Some((line.chars().last()?, line.chars().next()?)));
    let mut pairs: Vec<(char, char)> = pairs.collect();
    pairs.sort_unstable();
    pairs
});

/// The character that is customarily written for this one.
pub fn customary(c: char) -> char {
    if c < '\u{3400}' {
        return c;
    }
    let found = CUSTOMARY.binary_search_by_key(&c, |(variant, _)| *variant);
    found.map_or(c, |place| CUSTOMARY[place].1)
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
