"""Opening a ZIP archive (XLSX, ODS) that nobody vouches for.

The directory of an archive is only what its author says. Each part is therefore inflated here, in small steps, and
counted as it comes out; what the directory says is compared afterwards.
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator

from preau.foundation.documents.findings import FileRefused, refused
from preau.foundation.documents.limits import UploadLimits, number, size_in_words, upload_limits

STEP = 64 * 1024  # bytes inflated at a time
MAX_RATIO = 250  # unpacked / packed, for a part beyond FREE_SIZE; a real sheet stays below 100
FREE_SIZE = 1024 * 1024
LOCAL_HEADER = struct.Struct("<4s5H3I2H")
RESAVE = "Ouvrez-le dans Excel ou LibreOffice, enregistrez-le à nouveau, puis envoyez la nouvelle copie."


def damaged(found: str) -> FileRefused:
    """Return the refusal of an archive that cannot be read to its end."""
    return refused(found, "un classeur complet", f"Ce fichier est abîmé ou incomplet : {found}. {RESAVE}")


class Archive:
    """The parts of an archive whose directory is plausible; `read` gives their content, counted.

    `unpacked` is the number of bytes inflated so far. Raises FileRefused at the first thing that is not right.
    """

    def __init__(self, data: bytes) -> None:
        self.limits: UploadLimits = upload_limits()
        self.unpacked = 0
        self._data = data
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as directory:
                entries = directory.infolist()
        except (zipfile.BadZipFile, NotImplementedError, ValueError, struct.error) as error:
            raise damaged("la table de ses parties manque") from error
        self._check_directory(entries)
        self._parts = {entry.filename: entry for entry in entries if not entry.is_dir()}

    @property
    def names(self) -> list[str]:
        """The names of the parts, in the order of the directory."""
        return list(self._parts)

    def __contains__(self, name: str) -> bool:
        return name in self._parts

    def read(self, name: str) -> bytes:
        """Return the whole content of a part. Raises FileRefused beyond the limits or when it is damaged."""
        if name not in self._parts:
            raise damaged(f"la partie « {name} » manque")
        entry = self._parts[name]
        content = b"".join(self._inflate(entry))
        if len(content) != entry.file_size or zlib.crc32(content) != entry.CRC:
            raise damaged(f"la partie « {name} » ne correspond pas à sa description")
        return content

    def _check_directory(self, entries: list[zipfile.ZipInfo]) -> None:
        if not entries:
            raise damaged("il ne contient rien")
        if len(entries) > self.limits.parts:
            raise refused(
                f"{number(len(entries))} parties",
                f"au plus {number(self.limits.parts)}",
                f"Ce fichier contient {number(len(entries))} parties ; {number(self.limits.parts)} sont permises. "
                "Copiez les seules feuilles utiles dans un nouveau classeur.",
            )
        seen: set[str] = set()
        for entry in entries:
            name = entry.orig_filename
            # Readers compare names without case: two that differ only so could show each of them another file.
            folded = name.replace("\\", "/").lower()
            if folded in seen:
                raise damaged(f"la partie « {entry.filename} » s’y trouve deux fois")
            seen.add(folded)
            if unsafe_name(name):
                raise damaged("une de ses parties porte un chemin interdit")
            if entry.flag_bits & 0x1:
                raise refused(
                    "une archive chiffrée",
                    "un classeur sans mot de passe",
                    "Ce fichier est protégé par un mot de passe. Retirez le mot de passe, puis envoyez-le à nouveau.",
                )
            if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                raise damaged("il est comprimé d’une manière inhabituelle")

    def _inflate(self, entry: zipfile.ZipInfo) -> Iterator[bytes]:
        """Yield the content of a part step by step, whatever size the directory announces."""
        packed = self._packed(entry)
        if entry.compress_type == zipfile.ZIP_STORED:
            for start in range(0, len(packed), STEP):
                yield self._counted(packed[start : start + STEP])
            return
        inflater = zlib.decompressobj(-zlib.MAX_WBITS)
        produced, waiting = 0, packed
        try:
            while not inflater.eof:
                step = inflater.decompress(waiting, STEP)
                if not step and not inflater.unconsumed_tail and not inflater.eof:
                    raise damaged(f"la partie « {entry.filename} » s’arrête avant sa fin")
                waiting = inflater.unconsumed_tail
                produced += len(step)
                if produced > FREE_SIZE and produced > MAX_RATIO * (len(packed) - len(waiting)):
                    raise self._too_big()
                yield self._counted(step)
        except zlib.error as error:
            raise damaged(f"la partie « {entry.filename} » est illisible") from error
        if inflater.unused_data:
            raise damaged(f"la partie « {entry.filename} » cache autre chose")

    def _packed(self, entry: zipfile.ZipInfo) -> bytes:
        header = self._data[entry.header_offset : entry.header_offset + LOCAL_HEADER.size]
        if len(header) < LOCAL_HEADER.size or not header.startswith(b"PK\x03\x04"):
            raise damaged(f"la partie « {entry.filename} » manque")
        fields = LOCAL_HEADER.unpack(header)
        name_at = entry.header_offset + LOCAL_HEADER.size
        name = entry.orig_filename.encode("utf-8" if entry.flag_bits & 0x800 else "cp437")
        # Two entries that share one part multiply its content: a few kilobytes become a gigabyte.
        if self._data[name_at : name_at + fields[-2]] != name:
            raise damaged(f"la partie « {entry.filename} » porte deux noms")
        start = name_at + fields[-2] + fields[-1]
        packed = self._data[start : start + entry.compress_size]
        if len(packed) != entry.compress_size:
            raise damaged(f"la partie « {entry.filename} » est coupée")
        return packed

    def _counted(self, step: bytes) -> bytes:
        self.unpacked += len(step)
        if self.unpacked > self.limits.unpacked_bytes:
            raise self._too_big()
        return step

    def _too_big(self) -> FileRefused:
        limit = size_in_words(self.limits.unpacked_bytes)
        return refused(
            "un contenu démesuré une fois décomprimé",
            f"au plus {limit} une fois décomprimé",
            f"Ce fichier, une fois décomprimé, dépasse ce qu’un classeur peut contenir ({limit}). "
            "Copiez les seules cellules utiles dans un nouveau classeur.",
        )


def unsafe_name(name: str) -> bool:
    """Tell whether the name of a part tries to leave the archive or to hide: ../, absolute, drive, NUL."""
    path = name.replace("\\", "/")
    return (
        path.startswith("/")
        or "\0" in path
        or ":" in path.split("/")[0]
        or any(step in ("..", ".") for step in path.split("/"))
    )
