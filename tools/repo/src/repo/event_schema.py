"""The JSON Schema of a Protobuf message, as Protobuf's own JSON mapping writes it."""

from typing import Any

from google.protobuf.descriptor import FieldDescriptor

from repo.event_comments import comment

_NUMBERS = {FieldDescriptor.CPPTYPE_DOUBLE, FieldDescriptor.CPPTYPE_FLOAT}
_INTEGERS = {FieldDescriptor.CPPTYPE_INT32, FieldDescriptor.CPPTYPE_UINT32}


def schema_of(message: Any) -> dict[str, Any]:
    """Return the JSON Schema of a message in the Protobuf JSON mapping."""
    return {
        "type": "object",
        "description": comment(message.full_name),
        "required": [field.json_name for field in message.fields if not field.has_presence],
        "properties": {field.json_name: _property(field) for field in message.fields},
    }


def _property(field: FieldDescriptor) -> dict[str, Any]:
    said = {"description": comment(field.full_name)} if comment(field.full_name) else {}
    if field.message_type is not None and field.message_type.GetOptions().map_entry:
        return {
            "type": "object",
            "additionalProperties": _single(field.message_type.fields_by_name["value"]),
        } | said
    return ({"type": "array", "items": _single(field)} if field.is_repeated else _single(field)) | said


def _single(field: FieldDescriptor) -> dict[str, Any]:
    if field.message_type is not None:
        is_instant = field.message_type.full_name == "google.protobuf.Timestamp"
        return {"type": "string", "format": "date-time"} if is_instant else schema_of(field.message_type)
    if field.enum_type is not None:
        return {"type": "string", "enum": [value.name for value in field.enum_type.values]}
    kinds = {FieldDescriptor.CPPTYPE_BOOL: "boolean"} | dict.fromkeys(_NUMBERS, "number")
    return {"type": (kinds | dict.fromkeys(_INTEGERS, "integer")).get(field.cpp_type, "string")}
