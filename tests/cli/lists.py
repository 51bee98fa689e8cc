"""Lists of a small organisation: its units, people, entries and certificates."""

from pathlib import Path

from tests.cli.calling import Caller

UNITS = """\
code,name,kind,parent,on
HL,Huyện ủy Á,upper-grassroots,,2025-07-01
NM,Đảng ủy xã Mỹ,grassroots-committee,HL,2025-07-01
NM-01,Chi bộ thôn 1,cell,NM,2025-07-01
NM-02,Chi bộ thôn 2,cell,NM,2025-07-01
"""
PEOPLE = """\
person,name,born,schooling,citizen,on
P1,Nguyễn Văn Ấm,01/02/1990,upper-secondary,true,01/07/2025
P2,Trần Thị Bích,03/04/1991,upper-secondary,true,01/07/2025
P3,Lê Đức Cường,05/06/1992,upper-secondary,true,01/07/2025
"""
POOL = """\
candidate,person,unit,groups,on
P1,P1,NM-01,youth|women,2025-07-02
P2,P2,NM-01,,2025-07-02
P3,P3,NM-02,youth,2025-07-02
"""
CERTIFICATES = """\
candidate,number,issued,issuer_kind,issuer,on
P1,1-CN,2025-07-03,commune-centre,Trung tâm chính trị xã Mỹ,2025-07-04
P2,2-CN,2025-07-03,commune-centre,Trung tâm chính trị xã Mỹ,2025-07-04
P3,3-CN,2025-07-03,commune-centre,Trung tâm chính trị xã Mỹ,2025-07-04
"""
ALL = (
    ("found-unit", UNITS),
    ("register-person", PEOPLE),
    ("enter-pool", POOL),
    ("record-certificate", CERTIFICATES),
)


def listed(path: Path, text: str, encoding: str = "utf-8") -> Path:
    """A list as a file."""
    path.write_bytes(text.encode(encoding))
    return path


def founded(call: Caller, folder: Path) -> None:
    """Apply all of them in a store with a rulebook."""
    call.done("rulebook", "adopt", "vn-2025", "--on", "2025-07-01")
    for name, text in ALL:
        call.done("apply", listed(folder / f"{name}.csv", text), "--as", name)
