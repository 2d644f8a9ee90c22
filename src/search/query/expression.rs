//! How the terms of a query are joined: AND, OR, NOT, brackets.

use std::ops::Range;

use super::lexer::{Token, TokenKind};

/// What must hold. Leaves are words of the input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expression<L> {
    Leaf(L),
    All(Vec<Self>),
    Any(Vec<Self>),
    Not(Box<Self>),
}

impl<L> Default for Expression<L> {
    fn default() -> Self {
        Self::All(Vec::new())
    }
}

impl<L> Expression<L> {
    /// The same of other leaves; a leaf may become an expression of its own, or
    /// nothing.
    pub fn replace<M, E>(
        self,
        leaf: &mut impl FnMut(L) -> Result<Option<Expression<M>>, E>,
    ) -> Result<Option<Expression<M>>, E> {
        let mut each = |parts: Vec<Self>| -> Result<Vec<Expression<M>>, E> {
            parts.into_iter().filter_map(|part| part.replace(leaf).transpose()).collect()
        };
        let joined = match self {
            Self::Leaf(one) => return leaf(one),
            Self::Not(part) => {
                let part = part.replace(leaf)?;
                return Ok(part.map(|part| Expression::Not(Box::new(part))));
            }
            Self::All(parts) => Expression::All(each(parts)?),
            Self::Any(parts) => Expression::Any(each(parts)?),
        };
        Ok(Some(joined).filter(|joined| !joined.is_empty()))
    }

    fn is_empty(&self) -> bool {
        matches!(self, Self::All(parts) | Self::Any(parts) if parts.is_empty())
    }
}

impl Expression<Leaf> {
    /// Where the leaves begin that must not hold.
    pub fn excluded(&self) -> Vec<usize> {
        let mut found = Vec::new();
        self.collect_excluded(false, &mut found);
        found
    }

    fn collect_excluded(&self, inside: bool, found: &mut Vec<usize>) {
        match self {
            Self::Leaf(leaf) if inside => found.push(leaf.range.start),
            Self::Leaf(_) => {}
            Self::Not(part) => part.collect_excluded(!inside, found),
            Self::All(parts) | Self::Any(parts) => {
                parts.iter().for_each(|part| part.collect_excluded(inside, found));
            }
        }
    }
}

impl<L: PartialEq + Clone> Expression<L> {
    /// What is left without a leaf; `None` if nothing is.
    pub fn without(&self, leaf: &L) -> Option<Self> {
        let mut keep = |one: L| -> Result<Option<Self>, std::convert::Infallible> {
            Ok((one != *leaf).then_some(Self::Leaf(one)))
        };
        match self.clone().replace(&mut keep) {
            Ok(rest) => rest,
        }
    }
}

/// A word or a quoted phrase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leaf {
    pub text: String,
    pub quoted: bool,
    pub range: Range<usize>,
}

/// What the signs of the input say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parsed {
    pub expression: Expression<Leaf>,
    /// True if AND, OR, NOT or brackets were used: then it is meant to the letter.
    pub has_operators: bool,
    /// Signs that could not be understood, such as a bracket that never closes.
    pub ignored: Vec<Range<usize>>,
}

/// Brackets within brackets; deeper ones are ignored.
const MAX_DEPTH: usize = 16;

/// Reads tokens. NOT binds closer than AND, AND closer than OR; words side by
/// side are joined by AND. Anything is understood somehow.
pub fn parse(tokens: Vec<Token>) -> Parsed {
    let mut parser = Parser { tokens, at: 0, has_operators: false, ignored: Vec::new() };
    let mut parts = Vec::new();
    while parser.at < parser.tokens.len() {
        parts.extend(parser.any(0));
        // A bracket that closes nothing.
        if parser.at < parser.tokens.len() {
            parser.ignore();
        }
    }
    let expression = joined(parts, Expression::All);
    let Parser { has_operators, ignored, .. } = parser;
    Parsed { expression, has_operators, ignored }
}

struct Parser {
    tokens: Vec<Token>,
    at: usize,
    has_operators: bool,
    ignored: Vec<Range<usize>>,
}

impl Parser {
    fn peek(&self) -> Option<&TokenKind> {
        self.tokens.get(self.at).map(|token| &token.kind)
    }

    fn ignore(&mut self) {
        self.ignored.push(self.tokens[self.at].range.clone());
        self.at += 1;
    }

    fn any(&mut self, depth: usize) -> Option<Expression<Leaf>> {
        let mut parts = Vec::new();
        loop {
            parts.extend(self.all(depth));
            if self.peek() != Some(&TokenKind::Or) {
                break;
            }
            let sign = self.at;
            self.at += 1;
            if parts.is_empty() || !self.operand_follows() {
                self.ignored.push(self.tokens[sign].range.clone());
            } else {
                self.has_operators = true;
            }
        }
        (!parts.is_empty()).then(|| joined(parts, Expression::Any))
    }

    fn all(&mut self, depth: usize) -> Option<Expression<Leaf>> {
        let mut parts = Vec::new();
        loop {
            match self.peek() {
                None | Some(TokenKind::Or | TokenKind::Close) => break,
                Some(TokenKind::And) => {
                    let sign = self.at;
                    self.at += 1;
                    if parts.is_empty() || !self.operand_follows() {
                        self.ignored.push(self.tokens[sign].range.clone());
                    } else {
                        self.has_operators = true;
                    }
                }
                Some(_) => parts.extend(self.one(depth)),
            }
        }
        (!parts.is_empty()).then(|| joined(parts, Expression::All))
    }

    fn one(&mut self, depth: usize) -> Option<Expression<Leaf>> {
        let Token { kind, range } = self.tokens[self.at].clone();
        match kind {
            TokenKind::Word(text) => {
                self.at += 1;
                Some(Expression::Leaf(Leaf { text, quoted: false, range }))
            }
            TokenKind::Quoted(text) => {
                self.at += 1;
                Some(Expression::Leaf(Leaf { text, quoted: true, range }))
            }
            TokenKind::Not => {
                self.at += 1;
                let operand = if self.operand_follows() && depth < MAX_DEPTH {
                    self.one(depth + 1)
                } else {
                    None
                };
                match operand {
                    Some(operand) => {
                        self.has_operators = true;
                        Some(Expression::Not(Box::new(operand)))
                    }
                    None => {
                        self.ignored.push(range);
                        None
                    }
                }
            }
            TokenKind::Open if depth < MAX_DEPTH && self.closes() => {
                self.at += 1;
                let inside = self.any(depth + 1);
                self.has_operators |= inside.is_some();
                self.at += 1;
                inside
            }
            _ => {
                self.ignore();
                None
            }
        }
    }

    fn operand_follows(&self) -> bool {
        matches!(
            self.peek(),
            Some(TokenKind::Word(_) | TokenKind::Quoted(_) | TokenKind::Not | TokenKind::Open)
        )
    }

    /// Whether the bracket here is closed.
    fn closes(&self) -> bool {
        let mut depth = 0_usize;
        for token in &self.tokens[self.at..] {
            match token.kind {
                TokenKind::Open => depth += 1,
                TokenKind::Close if depth == 1 => return true,
                TokenKind::Close => depth -= 1,
                _ => {}
            }
        }
        false
    }
}

/// One part is itself.
fn joined(
    mut parts: Vec<Expression<Leaf>>,
    join: fn(Vec<Expression<Leaf>>) -> Expression<Leaf>,
) -> Expression<Leaf> {
    if parts.len() == 1 { parts.remove(0) } else { join(parts) }
}

#[cfg(test)]
mod tests {
    use super::super::lexer::tokens;
    use super::*;

    fn show(expression: &Expression<Leaf>) -> String {
        let list =
            |parts: &[Expression<Leaf>]| parts.iter().map(show).collect::<Vec<_>>().join(" ");
        match expression {
            Expression::Leaf(leaf) => leaf.text.clone(),
            Expression::All(parts) => format!("(& {})", list(parts)),
            Expression::Any(parts) => format!("(| {})", list(parts)),
            Expression::Not(part) => format!("!{}", show(part)),
        }
    }

    #[test]
    fn signs_bind_as_people_expect() {
        for (input, expected, ignored) in [
            ("宇宙 フロリダ", "(& 宇宙 フロリダ)", 0),
            ("宇宙 AND フロリダ", "(& 宇宙 フロリダ)", 0),
            ("宇宙 OR 航空 フロリダ", "(| 宇宙 (& 航空 フロリダ))", 0),
            ("(宇宙 OR 航空) フロリダ", "(& (| 宇宙 航空) フロリダ)", 0),
            ("水素 NOT アラスカ", "(& 水素 !アラスカ)", 0),
            ("水素 -(アラスカ OR ハワイ)", "(& 水素 !(| アラスカ ハワイ))", 0),
            ("NOT 水素", "!水素", 0),
            ("AND 宇宙 OR", "宇宙", 2),
            ("宇宙 NOT", "宇宙", 1),
            ("(宇宙 フロリダ", "(& 宇宙 フロリダ)", 1),
            ("宇宙) フロリダ", "(& 宇宙 フロリダ)", 1),
            ("宇宙 () フロリダ", "(& 宇宙 フロリダ)", 0),
            ("", "(& )", 0),
        ] {
            let parsed = parse(tokens(input));
            assert_eq!(show(&parsed.expression), expected, "{input}");
            assert_eq!(parsed.ignored.len(), ignored, "{input}: {:?}", parsed.ignored);
        }
    }

    proptest::proptest! {
        #[test]
        fn any_signs_are_understood_somehow(input in "[a(（)）\"「」|OR AND NOT\\- ]{0,80}") {
            parse(tokens(&input));
        }
    }
}
