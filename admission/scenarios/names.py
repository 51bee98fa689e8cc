"""Invented Vietnamese names, put together from parts by chance; nobody is meant by any of them."""

from typing import Final

from admission.scenarios.chance import Chance

FAMILIES: Final = (
    ("Nguyễn", 34), ("Trần", 12), ("Lê", 11), ("Phạm", 8), ("Huỳnh", 6), ("Hoàng", 5), ("Phan", 5),
    ("Võ", 5), ("Đặng", 4), ("Bùi", 4), ("Đỗ", 3), ("Hồ", 3), ("Ngô", 3), ("Dương", 3), ("Đinh", 3),
    ("Đoàn", 2), ("Trịnh", 2), ("Mai", 2), ("Lương", 2), ("Cao", 2), ("Tạ", 1), ("Châu", 1),
    ("Quách", 1), ("Thông", 1), ("Đàng", 1), ("Lâm", 1), ("Kiều", 1), ("Tống", 1), ("Văn", 1),
)  # fmt: skip
"""Family names, each with how common it is."""
MIDDLES: Final = {
    "female": (
        "Thị Thu", "Thị Bích", "Thị Mỹ", "Ngọc", "Thị Kim", "Thị Hồng", "Thanh", "Thị Cẩm", "Diễm",
        "Thị Tuyết", "Thị Ánh", "Thị Lệ", "Bảo", "Khánh", "Thị Minh", "Thùy", "Thị Xuân", "Hoài",
    ),
    "male": (
        "Văn", "Đức Anh", "Quốc", "Hữu", "Đình", "Công", "Thế", "Xuân", "Minh Nhật", "Duy", "Gia",
        "Khắc", "Trung", "Thành", "Tấn", "Hoàng Gia", "Ngọc Bảo", "Viết", "Tiến", "Phúc",
    ),
}  # fmt: skip
GIVEN: Final = {
    "female": (
        "Hạ", "Thảo", "Trâm", "Vân", "Duyên", "Quyên", "Nhung", "Oanh", "Ly", "Diệp", "Hằng", "Yến",
        "Loan", "Thơ", "Vy", "Nga", "Trinh", "Mai", "Lan", "Ngân", "Phượng", "Xuyến", "Đào", "Huệ",
        "Hiền", "Thoa", "Như", "Uyên", "Kiều", "Hà", "Chi", "Giang",
    ),
    "male": (
        "Khôi", "Lộc", "Thịnh", "Khoa", "Vũ", "Nghĩa", "Phát", "Toàn", "Hậu", "Đạt", "Kiên", "Tín",
        "Quý", "Lợi", "Sơn", "Hải", "Thuận", "Bình", "Tài", "Nam", "Việt", "Hiếu", "Long", "Đông",
        "Tùng", "Huy", "Khánh", "Luân", "Vinh", "Trường", "Nhân", "Bảo",
    ),
}  # fmt: skip


def invented_name(chance: Chance, sex: str) -> str:
    """Family, middle and given name."""
    family = chance.weighted(FAMILIES)
    return f"{family} {chance.one_of(MIDDLES[sex])} {chance.one_of(GIVEN[sex])}"
