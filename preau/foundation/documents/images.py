"""Photos and scans nobody vouches for: decoded to the last point, then written anew without what they hide."""

import io
import struct
import zlib
from typing import Literal

from PIL import Image, ImageOps

from preau.foundation.documents.findings import FileRefused, refused
from preau.foundation.documents.limits import number, upload_limits

ImageKind = Literal["jpeg", "png"]

READ_AS = {"jpeg": ("JPEG", "MPO"), "png": ("PNG",)}  # MPO: a JPEG with a second view, as many phones make
KEPT_MODES = {"jpeg": {"L", "RGB"}, "png": {"1", "L", "RGB", "RGBA", "I;16"}}
WORDS = {"jpeg": "JPEG", "png": "PNG"}
JPEG_QUALITY = 88
SEND_AGAIN = (
    "Ouvrez-la sur votre ordinateur, enregistrez-la à nouveau en JPEG ou en PNG, puis envoyez la nouvelle copie."
)
BROKEN = (OSError, SyntaxError, ValueError, EOFError, IndexError, KeyError, TypeError, OverflowError, struct.error)


def clean_image(data: bytes, kind: ImageKind) -> bytes:
    """Return the image written anew: same points, upright, no place, device, date or comment. Raises FileRefused."""
    try:
        return _written(_decoded(data, kind), kind)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_large() from error
    except (*BROKEN, zlib.error) as error:
        raise refused(
            "une image illisible",
            f"une image {WORDS[kind]} complète",
            f"Cette image est abîmée ou incomplète. {SEND_AGAIN}",
        ) from error


def _decoded(data: bytes, kind: ImageKind) -> Image.Image:
    image: Image.Image = Image.open(io.BytesIO(data), formats=(WORDS[kind],))
    if image.format not in READ_AS[kind]:
        raise ValueError(image.format)
    width, height = image.size
    if width * height > upload_limits().pixels:
        raise _too_large()
    if kind == "png" and getattr(image, "n_frames", 1) > 1:
        raise refused("une image animée", "une image fixe", "Cette image est animée. Envoyez une image fixe.")
    image.load()
    return image


def _written(image: Image.Image, kind: ImageKind) -> bytes:
    image = ImageOps.exif_transpose(image)
    if image.mode not in KEPT_MODES[kind]:
        image = image.convert("RGBA" if kind == "png" and image.has_transparency_data else "RGB")
    elif kind == "png" and image.has_transparency_data:
        image = image.convert("RGBA")
    clean = image.copy()
    clean.info = {}
    out = io.BytesIO()
    if kind == "jpeg":
        clean.save(out, "JPEG", quality=JPEG_QUALITY)
    else:
        clean.save(out, "PNG")
    return out.getvalue()


def _too_large() -> FileRefused:
    limit = number(upload_limits().pixels // 1_000_000)
    return refused(
        "une image trop grande",
        f"au plus {limit} millions de points",
        f"Cette image compte plus de {limit} millions de points. Réduisez ses dimensions, puis envoyez-la à nouveau.",
    )
