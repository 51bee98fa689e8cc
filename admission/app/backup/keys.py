"""The keys of a store: those that it needs, copied apart, and found again under another name."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from admission.app.backup.files import Counted, copy_database
from admission.app.backup.folder import STORE, Folder, drafted
from admission.app.backup.layout import beside
from admission.app.recorders.reading import StoreReader
from admission.app.sealing.key_store import open_key_store
from admission.app.sealing.sources import key_file

_OWNER_ONLY: Final = 0o600
_UNCOUNTED: Final = Counted(lambda _: None)


def keys_needed(reader: StoreReader) -> dict[str, Path]:
    """By their endings, where the keys lie without which not all can be read, written, signed."""
    endings = [".keys", ".signing-key"] if reader.lock.sealed else [".secret", ".signing-key"]
    needed = {ending: beside(reader.path, ending) for ending in endings}
    if reader.lock.keys is not None and reader.lock.keys.epoch().source == "file":
        needed[".key"] = key_file(reader.lock.keys.path, reader.lock.keys.epoch().parameters)
    return needed


def keys_beside(reader: StoreReader) -> dict[str, Path]:
    """Those that are there; a key file that is kept elsewhere, and linked, is not."""
    return {
        ending: path
        for ending, path in keys_needed(reader).items()
        if path.exists() and path.resolve().parent == reader.path.parent.resolve()
    }


def copy_keys(reader: StoreReader, folder: Path, about: Mapping[str, Any]) -> None:
    """Copy the keys into a new folder that its owner alone may read, and read them back."""
    with drafted(folder, _OWNER_ONLY) as draft:
        for ending, path in keys_beside(reader).items():
            name = f"{STORE}{ending}"
            if ending == ".keys" and reader.lock.keys is not None:
                copy_database(reader.lock.keys.connection, draft.path / name, _UNCOUNTED)
                draft.adopt(name, _UNCOUNTED)
            else:
                draft.copy(path, name, _UNCOUNTED)
        draft.finish("backup-keys", about)
        Folder(draft.path, "backup-keys").check(_UNCOUNTED)


def name_key_file_anew(store: Path) -> None:
    """Let the keys look for a key file beside them by the name that the store has now."""
    keys = open_key_store(beside(store, ".keys"))
    if keys is None:
        return
    with keys:
        epoch = keys.epoch()
        if (
            epoch.source == "file"
            and Path(str(epoch.parameters["path"])).name == (epoch.parameters["path"])
        ):
            with keys.writing():
                keys.begin_epoch(epoch._replace(parameters={"path": f"{store.name}.key"}))
