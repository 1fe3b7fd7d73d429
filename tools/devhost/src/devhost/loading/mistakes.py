"""What can be wrong with a table, by row and column, in words of the reader's language."""

from dataclasses import dataclass

MESSAGES = {
    "UNREADABLE": {
        "en": "the file is not a table in UTF-8: save it as CSV UTF-8",
        "ru": "файл не читается как таблица в UTF-8: сохраните его как CSV UTF-8",
    },
    "NO_ROWS": {"en": "the table has no schools", "ru": "в таблице нет ни одной школы"},
    "COLUMN_MISSING": {"en": "the column is missing", "ru": "нет такого столбца"},
    "COLUMN_UNKNOWN": {
        "en": "the form has no such column: remove or rename it",
        "ru": "в форме нет такого столбца: удалите или переименуйте его",
    },
    "COLUMN_TWICE": {"en": "the column stands twice", "ru": "столбец повторяется"},
    "ROW_LENGTH": {
        "en": "the row has more or fewer cells than the heading ({value})",
        "ru": "в строке больше или меньше ячеек, чем в заголовке ({value})",
    },
    "BLANK": {"en": "the cell must not be blank", "ru": "ячейка не должна быть пустой"},
    "NOT_A_COUNT": {
        "en": "“{value}” is not a whole number from 0 to {most}",
        "ru": "«{value}» — не целое число от 0 до {most}",
    },
    "NOT_A_SPEED": {
        "en": "“{value}” is not a speed in Mbit/s from 0 to {most}",
        "ru": "«{value}» — не скорость в Мбит/с от 0 до {most}",
    },
    "NOT_A_DATE": {
        "en": "“{value}” is not a date like 2022-02-28",
        "ru": "«{value}» — не дата вида 2022-02-28",
    },
    "NOT_A_ZONE": {
        "en": "“{value}” is not a time zone like Europe/Moscow",
        "ru": "«{value}» — не часовой пояс вида Europe/Moscow",
    },
    "UNKNOWN_KIND": {
        "en": "“{value}” is not a kind of school: {known}",
        "ru": "«{value}» — не вид школы: {known}",
    },
    "REPEATED": {
        "en": "“{value}” stands in row {earlier} already",
        "ru": "«{value}» уже есть в строке {earlier}",
    },
    "MORE_THAN_DEVICES": {
        "en": "{value} devices with internet, but only {most} devices",
        "ru": "устройств с интернетом {value}, а всего устройств {most}",
    },
    "NOT_ONE_DISTRICT": {
        "en": "a table is of one district: “{value}” is not the first row's",
        "ru": "таблица — об одном районе: «{value}» отличается от первой строки",
    },
    "NO_DISTRICT": {
        "en": "the table does not say its district: add the column, or give REGION= and DISTRICT=",
        "ru": "таблица не называет район: добавьте столбец или укажите REGION= и DISTRICT=",
    },
}


@dataclass(frozen=True, slots=True, order=True)
class Mistake:
    """One cell that is wrong; `row` is the line of the file, 0 for the file as a whole."""

    row: int
    column: str
    code: str
    facts: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, row: int, column: str, code: str, **facts: object) -> "Mistake":
        """A mistake with the facts its message names."""
        return cls(row, column, code, tuple((name, str(fact)) for name, fact in facts.items()))

    def message(self, language: str = "en") -> str:
        """Where and what, in `en` or `ru`."""
        where = {"en": f"row {self.row}", "ru": f"строка {self.row}"}[language] if self.row else ""
        text = MESSAGES[self.code][language].format(**dict(self.facts))
        return ": ".join(part for part in (", ".join(filter(None, (where, self.column))), text) if part)


class TableIsWrong(Exception):
    """Nothing was written; all mistakes of the file are here, in its order."""

    def __init__(self, mistakes: tuple[Mistake, ...]) -> None:
        super().__init__("\n".join(mistake.message() for mistake in mistakes))
        self.mistakes = mistakes
