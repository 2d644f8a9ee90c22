//! A document as it comes: its name and its text.

use super::ImportError;

/// The largest document that is read. The longest report so far has 140 KB; a
/// file a hundred times as long is not one.
pub const MAX_BYTES: usize = 16 << 20;

/// A decoded document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// What to call it when speaking of it, such as the file's name. Nothing is
    /// concluded from it.
    pub name: String,
    /// Without a byte order mark; line ends as they came.
    pub text: String,
}

impl Source {
    /// Decodes UTF-8; says where another encoding shows and which it may be.
    pub fn decode(name: impl Into<String>, bytes: Vec<u8>) -> Result<Self, ImportError> {
        let name = name.into();
        if bytes.len() > MAX_BYTES {
            return Err(ImportError::TooLarge { name, found: bytes.len(), limit: MAX_BYTES });
        }
        let utf16 = bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]);
        let text = match String::from_utf8(bytes) {
            Ok(text) => text,
            Err(error) => {
                let offset = error.utf8_error().valid_up_to();
                let bytes = error.as_bytes();
                let hint = if utf16 {
                    "it looks like UTF-16: save it as UTF-8"
                } else if looks_like_shift_jis(&bytes[offset..]) {
                    "it looks like Shift_JIS: save it as UTF-8 (iconv -f CP932 -t UTF-8)"
                } else {
                    "save it as UTF-8"
                };
                let line = 1 + bytes[..offset].iter().filter(|&&byte| byte == b'\n').count();
                let found = bytes[offset];
                return Err(ImportError::NotUtf8 { name, line, offset, found, hint });
            }
        };
        if let Some(offset) = text.bytes().position(is_binary) {
            return Err(ImportError::Binary { name, offset, found: text.as_bytes()[offset] });
        }
        let text = match text.strip_prefix('\u{feff}') {
            Some(text) => text.to_owned(),
            None => text,
        };
        if text.trim().is_empty() {
            return Err(ImportError::Empty { name });
        }
        Ok(Self { name, text })
    }
}

/// Control characters that no plain text has.
fn is_binary(byte: u8) -> bool {
    matches!(byte, 0..=8 | 14..=26 | 28..=31 | 0x7f)
}

/// Whether the first characters from here on are pairs of Shift_JIS.
fn looks_like_shift_jis(bytes: &[u8]) -> bool {
    let pairs = bytes.chunks_exact(2).take(4).take_while(|pair| !pair[0].is_ascii());
    let mut seen = 0;
    for pair in pairs {
        if !matches!(pair, [0x81..=0x9f | 0xe0..=0xfc, 0x40..=0x7e | 0x80..=0xfc]) {
            return false;
        }
        seen += 1;
    }
    seen > 0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decode(bytes: &[u8]) -> String {
        match Source::decode("a.txt", bytes.to_vec()) {
            Ok(source) => source.text,
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn text_is_taken_as_it_is_without_the_byte_order_mark() {
        assert_eq!(decode("\u{feff}概要\r\n効果\r".as_bytes()), "概要\r\n効果\r");
    }

    #[test]
    fn what_is_not_text_is_told_apart() {
        let large = vec![b'a'; MAX_BYTES + 1];
        for (bytes, expected) in [
            (&b""[..], "a.txt is empty"),
            (" \n\u{3000}".as_bytes(), "a.txt is empty"),
            (b"PK\x03\x04", "a.txt is not text: byte 2 is 0x03"),
            (b"a\0b", "a.txt is not text: byte 1 is 0x00"),
            (b"\xff\xfea\0", "a.txt is not UTF-8: line 1, byte 0 is 0xff; it looks like UTF-16"),
            (
                b"a\n\x8a\x54\x97\x76",
                "a.txt is not UTF-8: line 2, byte 2 is 0x8a; it looks like Shift_JIS",
            ),
            (b"a\xff", "a.txt is not UTF-8: line 1, byte 1 is 0xff; save it as UTF-8"),
            (&large, "a.txt holds 16777217 bytes, more than 16777216"),
        ] {
            assert!(decode(bytes).starts_with(expected), "{}", decode(bytes));
        }
    }
}
