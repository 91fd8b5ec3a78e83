"""Receiving the bytes of an upload: no more than may be kept, whatever the sender sends."""

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from preau.foundation.documents.limits import upload_limits


class CappedUpload(FileUploadHandler):
    """First of FILE_UPLOAD_HANDLERS: drops what comes beyond the limit, so that no upload fills memory or disk.

    What is left of such a file is a little over the limit: `check_size` refuses it in words.
    """

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self._most = upload_limits().bytes

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        return raw_data if start <= self._most else None

    def file_complete(self, file_size: int) -> UploadedFile | None:
        return None
