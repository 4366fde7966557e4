"""What a statement file may hold, field by field. The committed JSON Schema for editors is made from these models."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from faultlines.dates import check_date
from faultlines.terms import TEXT_QUALITIES, Modality, Polarity


def _several(value: object) -> object:
    """One value may be written without brackets."""
    return value if isinstance(value, list) else [value]


def _spans(value: object) -> object:
    return [value] if isinstance(value, list) and value and not isinstance(value[0], list) else value


def _span(value: tuple[int, int]) -> tuple[int, int]:
    if not 0 <= value[0] < value[1]:
        raise ValueError(f"span [{value[0]}, {value[1]}] must begin before it ends; end is exclusive")
    return value


Id = Annotated[str, Field(pattern=r"^[a-z]+:[a-z0-9]+(-[a-z0-9]+)*$")]
Ids = Annotated[tuple[Id, ...], BeforeValidator(_several, json_schema_input_type=Id | list[Id])]
Handle = Annotated[str, Field(min_length=1)]
Handles = Annotated[tuple[Handle, ...], BeforeValidator(_several, json_schema_input_type=Handle | list[Handle])]
Date = Annotated[str, AfterValidator(check_date), Field(json_schema_extra={"examples": ["2021", "2021-07"]})]
OneSpan = Annotated[tuple[int, int], AfterValidator(_span)]
Pair = Annotated[list[int], Field(min_length=2, max_length=2)]
Spans = Annotated[
    tuple[OneSpan, ...], BeforeValidator(_spans, json_schema_input_type=Pair | list[Pair]), Field(min_length=1)
]
Text = Annotated[str, Field(min_length=1)]
Sha256 = Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
TextQuality = Literal[TEXT_QUALITIES]  # type: ignore[valid-type]  # at run time just these words, without a second copy
ValidDate = Literal["said_on", "since", "until"]
ValidDates = Annotated[
    tuple[ValidDate, ...], BeforeValidator(_several, json_schema_input_type=ValidDate | list[ValidDate])
]
SourceField = Literal["date", "author", "published_first_by"]
SourceFields = Annotated[
    tuple[SourceField, ...], BeforeValidator(_several, json_schema_input_type=SourceField | list[SourceField])
]


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class SourceBlock(_Strict):
    """The document that the file's statements were read from."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    title: Text
    author: Ids = ()
    published_first_by: Id | None = None
    republished_by: Ids = ()
    kind: Text
    date: Date
    inferred: SourceFields = ()
    stance: Text
    text_quality: TextQuality
    sha256: Sha256
    characters: Annotated[int, Field(gt=0)]
    url: Text | None = None
    original_sha256: Sha256 | None = None
    reader: Text | None = None
    note: Text | None = None


class StatementEntry(_Strict):
    """One statement as it is written in the file; handles are still handles."""

    handle: Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]+$")] | None = Field(None, alias="as")
    subject: Annotated[Ids, Field(min_length=1)]
    relation: Text
    object: Id
    about: Ids = ()
    to: Ids = ()
    instrument: Ids = ()
    motivation: Ids = ()
    condition: Handles = ()
    unless: Handles = ()
    responds_to: Handles = ()
    advances: Handles = ()
    rank: Annotated[int, Field(gt=0)] | None = None
    polarity: Polarity = Polarity.AFFIRMED
    modality: Modality = Modality.ASSERTED
    said_by: Ids | None = None
    via: Ids | None = None
    list_complete: bool | None = None
    confidence: Annotated[float, Field(ge=0, le=1)] = 0.9
    said_on: Date | None = None
    since: Date | None = None
    until: Date | None = None
    inferred: ValidDates = ()
    at: Spans
    method: Text = "manual"
    note: Text | None = None
    retired: Text | None = None


class StatementFile(_Strict):
    """One file a source: who curated what from which document."""

    source: SourceBlock
    curator: Text
    statements: tuple[StatementEntry, ...] = ()


class CandidateSource(SourceBlock):
    """A source as far as the document shows it; what is missing a curator fills in before accepting."""

    title: str = ""
    kind: str = ""
    date: Annotated[str, AfterValidator(lambda date: date and check_date(date))] = ""
    stance: str = ""
    text_quality: TextQuality = "original"


class CandidateEntity(_Strict):
    """A thing that candidates name and the flat lists do not hold; accepting one of them adds its row."""

    id: Id
    cls: Annotated[str, Field(alias="class", min_length=1)]
    label: Text
    aliases: Annotated[tuple[Text, ...], BeforeValidator(_several, json_schema_input_type=Text | list[Text])] = ()
    belongs_to: Ids = ()
    wikidata: Annotated[str, Field(pattern=r"^Q[1-9][0-9]*$")] | None = None
    looked_up: Text | None = None
    definition: Text | None = None


class CandidateEntry(StatementEntry):
    """A statement that a program proposes; `decision` is what a curator says of it (`faultlines review --apply`)."""

    decision: Literal["accept", "reject"] | None = None


class CandidateFile(StatementFile):
    """One file of candidates: a statement file, with what its statements name and the flat lists lack."""

    source: CandidateSource
    entities: tuple[CandidateEntity, ...] = ()
    statements: tuple[CandidateEntry, ...] = ()
