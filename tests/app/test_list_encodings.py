"""UTF-8 and UTF-16 are read; what came before Unicode is recognised and refused with advice."""

import io
from collections.abc import Callable
from unicodedata import normalize

import pytest

from admission.app.lists.encoding import UTF_8, UTF_16, encoding_of
from admission.app.lists.faults import ListFault
from admission.app.lists.legacy import _TCVN3, _VNI, encoding_behind
from admission.app.lists.syllables import is_syllable
from admission.scenarios import names

PEOPLE = "name,born\nTrần Thị Hà,1990-01-01\nĐặng Quỳnh Giao,1991-01-01\nNguyễn Văn Ấm,1992-01-01\n"
_TONES = "\u0300\u0301\u0303\u0309\u0323"


def in_windows_1258(text: str) -> bytes:
    """As Windows writes it: the vowel whole, its tone a byte of its own."""
    out = b""
    for letter in text:
        marks = normalize("NFD", letter)
        tone = "".join(mark for mark in marks if mark in _TONES)
        vowel = normalize("NFC", "".join(mark for mark in marks if mark not in _TONES))
        out += (vowel + tone).encode("cp1258")
    return out


def in_tcvn3(text: str) -> bytes:
    bytes_of = {letter: byte for byte, letter in _TCVN3.items()}
    # Capitals with a tone have no byte: they are small letters in a font of capitals.
    return "".join(
        bytes_of.get(x) or bytes_of.get(x.lower(), x) for x in normalize("NFC", text)
    ).encode("latin-1")


def in_vni(text: str) -> bytes:
    pairs = {letter: pair for pair, letter in _VNI.items()}
    return "".join(pairs.get(x.lower(), x) for x in normalize("NFC", text)).encode("latin-1")


def test_the_letters_of_tcvn3_and_vni_are_as_in_known_words() -> None:
    assert in_tcvn3("Nguyễn Văn Bình").decode("latin-1") == "NguyÔn V¨n B×nh"
    assert in_vni("Nguyễn Văn Hà").decode("latin-1") == "Nguyeãn Vaên Haø"


@pytest.mark.parametrize(
    ("write", "said"),
    [
        (in_windows_1258, "looks like Windows-1258: save it as “CSV UTF-8"),
        (in_tcvn3, "looks like TCVN3 (ABC): convert it to Unicode first (UniKey"),
        (in_vni, "looks like VNI: convert it to Unicode first (UniKey"),
        (lambda text: text.encode("gb18030"), "its encoding is not known: save it as"),
    ],
)
def test_a_file_in_an_older_encoding_is_refused_with_advice(
    write: Callable[[str], bytes], said: str
) -> None:
    with pytest.raises(ListFault) as refused:
        encoding_of(io.BytesIO(write(PEOPLE)))
    assert said in str(refused.value)


def test_the_place_of_the_first_wrong_byte_is_said() -> None:
    with pytest.raises(ListFault, match="line 2, column 4: this is not UTF-8"):
        encoding_of(io.BytesIO("tên\nTrầ".encode() + b"\xff\n"))


@pytest.mark.parametrize(
    ("text", "codec", "found"),
    [
        (PEOPLE, "utf-8", UTF_8),
        (PEOPLE, "utf-8-sig", UTF_8),
        (PEOPLE, "utf-16", UTF_16),
        ("", "utf-8", UTF_8),
    ],
)
def test_unicode_is_read_with_or_without_a_mark(text: str, codec: str, found: str) -> None:
    file = io.BytesIO(text.encode(codec))
    assert encoding_of(file) == found
    assert file.read().decode(found) == text


@pytest.mark.parametrize("bad", [b"\xff\xfea\x00\x00\xd8", b"\xff\xfea"])
def test_half_a_utf_16_file_is_refused(bad: bytes) -> None:
    with pytest.raises(ListFault, match="does not go on so"):
        encoding_of(io.BytesIO(bad))


def test_utf_16_without_its_mark_is_recognised() -> None:
    with pytest.raises(ListFault, match="line 1: this looks like UTF-16 without its mark"):
        encoding_of(io.BytesIO("name,born\n".encode("utf-16-le")))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("NguyÔn V¨n An", "TCVN3 (ABC)"),
        ("TrÇn ThÞ Hµ", "TCVN3 (ABC)"),
        ("§Æng B×nh", "TCVN3 (ABC)"),
        ("Nguyeãn Vaên An", "VNI"),
        ("NGUYEÃN VAÊN AN", "VNI"),
        ("Chi boä thoân 4", "VNI"),
    ],
)
def test_letters_of_a_font_saved_as_unicode_are_recognised(text: str, found: str) -> None:
    assert encoding_behind(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "Nguyễn Văn An",
        "Đặng Quỳnh Giao",
        normalize("NFD", "Trần Thị Hà"),
        "H'Đrí Niê",
        "Y Blô Mlô",
        "Nay H'Rê",
        "Siu Wêl",
        "Rơ Châm Ngêu",
        "Vừ Bá Xà",
        "Điểu K'Ré",
        "Kpă Ô",
        "Hélène Müller",
        "François Ngô",
        "§ 3 – 12 m²",
    ],
)
def test_names_of_every_people_are_left_alone(text: str) -> None:
    assert encoding_behind(text) is None


def test_every_name_of_our_stories_is_spelt_in_syllables() -> None:
    texts = [name for name, _ in names.FAMILIES]
    texts += [
        name for parts in (names.MIDDLES, names.GIVEN) for one in parts.values() for name in one
    ]
    words = {word for text in texts for word in text.split()}
    assert len(words) > 100
    assert [word for word in words if not is_syllable(word)] == []
