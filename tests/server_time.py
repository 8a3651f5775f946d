"""Speaks to a server as a browser does, without one: how long a rerun takes it, and what a page
sends.
"""

import json
import os
import shutil
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState

from csp.settings import ROOT
from deploy.visit import Visit

REFERENCE = ROOT / "tests" / "browser" / "pages_for_tests" / "reference.py"
MAIN, EVENTS = 0, 2  # the first number of a place: in the page, and styles outside it


class Talk(Visit):
    """One session of a page: its first run, and reruns with another choice in a box or a row of
    buttons. `received` counts the bytes of what was said, `carried` those of the connection, where
    they are packed.
    """

    def __init__(
        self, address: str, page: str, query: str = "", headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(address, headers=headers)
        self.carried = 0
        self._read = self.wire.protocol.receive_data
        self.wire.protocol.receive_data = self._counted
        self.page, self.query, self.states = page, query, {}
        self.heard: list[ForwardMsg] = []  # everything, of all runs
        self.sent: list[ForwardMsg] = []
        self.first = self.again()

    def _counted(self, carried: bytes) -> None:
        self.carried += len(carried)
        self._read(carried)

    def choosers(self) -> dict[str, list[str]]:
        """What each box and each row of buttons offers, by its label."""
        offered = {}
        for one in self.sent:
            element = one.delta.new_element
            if element.HasField("selectbox"):
                offered[element.selectbox.label] = list(element.selectbox.options)
            elif element.HasField("button_group"):
                words = [option.content for option in element.button_group.options]
                offered[element.button_group.label] = words
        return offered

    def box(self, label: str) -> Any:
        """The select box of a label, as it was sent last."""
        return self._labelled("selectbox", label)

    def choose(self, label: str, words: str) -> float:
        """Chooses in a select box; the seconds until the server has run the page."""
        box = self.box(label).id
        self.states[box] = WidgetState(id=box, string_value=words)
        return self.again()

    def press(self, label: str, words: str) -> float:
        """Presses one of a row of buttons; the seconds until the server has run the page."""
        row = self._labelled("button_group", label).id
        self.states[row] = WidgetState(id=row, string_array_value={"data": [words]})
        return self.again()

    def _labelled(self, kind: str, label: str) -> Any:
        found = (getattr(one.delta.new_element, kind) for one in reversed(self.sent))
        return next(one for one in found if one.label == label)

    def has_buttons(self, label: str) -> bool:
        """Whether a label is that of a row of buttons."""
        return any(one.delta.new_element.button_group.label == label for one in self.sent)

    def again(self) -> float:
        """Runs the page again with what its boxes hold; the seconds that it took."""
        took, sent = self.run(self.page, self.query, self.states)
        self.heard += sent
        self.sent = [one for one in sent if one.WhichOneof("type") == "delta"]
        return took


def record(talk: Talk, file: Path) -> Counter[str]:
    """Writes down what a page sent in its last run, for the page reference.py; how many elements of
    each kind. A kind that the reference cannot make is told as “other” and stands as its words.
    """
    newest: dict[tuple[int, ...], ForwardMsg] = {}
    for message in talk.sent:
        path = tuple(message.metadata.delta_path)
        newest[path] = message
    told = []
    for path, message in sorted(newest.items()):
        one = (
            _block(path, message, newest)
            if message.delta.HasField("add_block")
            else _element(message)
        )
        if one is not None:
            told.append({**one, "path": list(path)})
    file.write_text(json.dumps(told), encoding="utf-8")
    return Counter(one["kind"] for one in told)


def _block(
    path: tuple[int, ...], message: ForwardMsg, newest: dict[tuple[int, ...], ForwardMsg]
) -> dict[str, Any] | None:
    block = message.delta.add_block
    kind = block.WhichOneof("type")
    if kind == "column":
        return None  # made by its columns
    if kind == "expandable":
        return {"kind": "expander", "label": block.expandable.label}
    inside = [
        newest[one].delta.add_block.column.weight
        for one in sorted(newest)
        if one[:-1] == path and newest[one].delta.add_block.HasField("column")
    ]
    if inside:
        return {"kind": "columns", "weights": inside}
    horizontal = block.flex_container.direction == block.flex_container.Direction.HORIZONTAL
    return {"kind": "container", "horizontal": bool(horizontal)}


def _element(message: ForwardMsg) -> dict[str, Any]:
    element = message.delta.new_element
    kind = element.WhichOneof("type")
    make = MAKERS.get(kind, lambda _: {"kind": "other", "body": f"<p>{kind}</p>"})
    told = make(getattr(element, kind))
    if kind == "vega_lite_chart":
        told["width"] = "stretch" if element.width_config.use_stretch else "content"
    return told


def _box(box: Any) -> dict[str, Any]:
    options = list(box.options)
    return {"kind": "select", "label": box.label, "options": options, "index": box.default}


def _buttons(group: Any) -> dict[str, Any]:
    words = [option.content for option in group.options]
    return {"kind": "buttons", "label": group.label, "options": words}


def _chart(chart: Any) -> dict[str, Any]:
    spec = json.loads(chart.spec)
    named = {one.name: pa.ipc.open_stream(one.data.data).read_pandas() for one in chart.datasets}
    rows = {name: json.loads(frame.to_json(orient="records")) for name, frame in named.items()}
    if rows:
        spec["datasets"] = {**spec.get("datasets", {}), **rows}
    return {"kind": "chart", "spec": spec, "clicked": bool(chart.selection_mode)}


def _day(day: Any) -> dict[str, Any]:
    return {"kind": "day", "label": day.label, "first": day.min, "last": day.max}


def _several(box: Any) -> dict[str, Any]:
    return {"kind": "several", "label": box.label, "options": list(box.options)}


MAKERS: dict[str, Callable[[Any], dict[str, Any]]] = {
    "html": lambda element: {"kind": "html", "body": element.body},
    "heading": lambda element: {"kind": "title", "body": element.body},
    "vega_lite_chart": _chart,
    "selectbox": _box,
    "button_group": _buttons,
    "download_button": lambda element: {"kind": "file", "label": element.label},
    "button": lambda element: {"kind": "button", "label": element.label},
    "date_input": _day,
    "multiselect": _several,
    "checkbox": lambda element: {"kind": "switch", "label": element.label},
    "text_input": lambda element: {"kind": "typed", "label": element.label},
}


def reference_app(folder: Path) -> str:
    """The page reference.py in a folder of its own with the fonts that the settings name, as the
    dashboard has them beside it: without them a browser would load none.
    """
    shutil.copytree(ROOT / "static", folder / "static")
    return str(shutil.copy(REFERENCE, folder))


def resident(pid: int) -> float:
    """The memory of a process, MB."""
    lines = Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines()
    return int(next(line for line in lines if line.startswith("VmRSS")).split()[1]) / 1024


def processor(pid: int) -> float:
    """The processor time that a process has taken, in seconds, to the hundredth."""
    words = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK")
