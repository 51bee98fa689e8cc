"""The day, the paper and the plainest rulebook of all samples."""

from typing import Final

ON: Final = "2025-11-10"
PAPER: Final = {
    "kind": "decision",
    "number": "294-QĐ/ĐU",
    "signed": "2025-07-02",
    "received": "2025-07-03",
    "issuer": "Đảng ủy phường Lộc Thọ",
    "signer": "Nguyễn Thị Đặng",
    "original": "Tủ 3, cặp 12",
    "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
}
BARE: Final = 'id = "bare"\ntitle = "A rulebook that asks for nothing"\nfrom = 2024-01-01\n'
