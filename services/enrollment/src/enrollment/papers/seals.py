"""How the numbers of documents are kept: encrypted, with a keyed hash by which alone two are compared."""

from chassis.national_ids import NationalIds
from enrollment.domain.admission.child import StoredDocument
from enrollment.usecases.admission.ports import Document


class DocumentSeals:
    """See usecases/admission/ports.py. The kind is part of what is hashed: a passport is no birth certificate."""

    def __init__(self, ids: NationalIds) -> None:
        self._ids = ids

    def store(self, document: Document) -> StoredDocument:
        """The document as it is kept."""
        stored = self._ids.store(_spelled(document))
        return StoredDocument(document.kind, stored.match, stored.sealed)

    def matches(self, document: Document) -> list[bytes]:
        """The hashes under which it may be kept, also while keys are changed."""
        return self._ids.matches(_spelled(document))


def _spelled(document: Document) -> str:
    return f"{document.kind}:{document.number}"
