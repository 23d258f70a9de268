"""Khung dữ liệu (frames): tables of a dataset as pandas and Polars frames, each column of the type it means.

Codes of a closed list are categories in the order of the vocabulary, also those that happen not to occur; whole numbers
and yes-or-no stay so beside missing values; days are dates that can be compared; a list stays a list.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Literal, get_args, get_origin

from pydantic import BaseModel

from bienban.corpus.schema import DuplicateRow, InputRow, ReportStatus, Table, tables
from bienban.errors import MissingDependencyError
from bienban.records import Report

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa

_ROOTS: dict[str, tuple[type[BaseModel], ...]] = {
    "reports": (Report, ReportStatus), "inputs": (InputRow,), "failures": (InputRow,), "duplicates": (DuplicateRow,),
}  # fmt: skip


@cache
def codes_of(table: str) -> dict[str, tuple[str, ...]]:
    """Mã của bảng (codes of a table): for each column that holds one code of a closed list, that list in its order."""
    entry = tables()[table]
    found = {column.name: _codes_at(entry, column.path) for column in entry.columns if column.kind == "string" and column.path}
    return {name: codes for name, codes in found.items() if codes}


def to_pandas(table: pa.Table, name: str) -> pd.DataFrame:
    """Thành pandas (to pandas): ``table`` holds columns of the table ``name``. ``MissingDependencyError`` without pandas."""
    try:
        import pandas as pd
    except ImportError:
        raise MissingDependencyError.package("pandas", "tables") from None
    codes = codes_of(name)
    return pd.DataFrame({field.name: _series(table[field.name], codes.get(field.name)) for field in table.schema})


def to_polars(table: pa.Table, name: str) -> pl.DataFrame:
    """Thành Polars (to Polars), codes as Enum. ``MissingDependencyError`` without Polars."""
    try:
        import polars as pl
    except ImportError:
        raise MissingDependencyError.of("BB401", name="polars (pip install polars)") from None
    frame = pl.from_arrow(table)
    assert isinstance(frame, pl.DataFrame)
    kept = {column: pl.Enum(list(codes)) for column, codes in codes_of(name).items() if column in frame.columns}
    return frame.cast(kept)  # type: ignore[arg-type]


def _series(column: pa.ChunkedArray, codes: tuple[str, ...] | None) -> Any:
    import pandas as pd
    import pyarrow as pa
    import pyarrow.compute as pc

    if codes is not None:
        places = pc.fill_null(pc.index_in(column, value_set=pa.array(codes)), -1).to_numpy()
        return pd.Series(pd.Categorical.from_codes(places, dtype=pd.CategoricalDtype(list(codes))))
    if pa.types.is_list(column.type):
        return pd.Series(column.to_pylist(), dtype="object")
    kinds = {pa.int64(): pd.Int64Dtype(), pa.bool_(): pd.BooleanDtype(), pa.string(): _text_type()}
    return column.to_pandas(types_mapper=kinds.get, date_as_object=False)


def _text_type() -> Any:
    """The string type that is pandas' own from version 3 on, or the nearest there is before."""
    import pandas as pd

    return pd.Series([], dtype="str").dtype if int(pd.__version__.partition(".")[0]) >= 3 else pd.StringDtype("pyarrow")


def _codes_at(table: Table, path: tuple[str, ...]) -> tuple[str, ...]:
    for root in _ROOTS.get(table.name, (Report,)):
        model: type[BaseModel] | None = root
        annotation: Any = None
        for name in (*table.path, *path):
            if model is None or name not in model.model_fields:
                break
            annotation = model.model_fields[name].annotation
            model = _model_in(annotation)
        else:
            return _codes_in(annotation)
    return ()


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for inner in get_args(annotation) if (found := _model_in(inner))), None)


def _codes_in(annotation: Any) -> tuple[str, ...]:
    if get_origin(annotation) is Literal:
        return get_args(annotation)
    return next((found for inner in get_args(annotation) if (found := _codes_in(inner))), ())
