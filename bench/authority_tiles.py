"""Make the tile layout of education authorities from open boundary files.

    python -m bench.authority_tiles BOUNDARIES > src/trigpoint/estimation/authority_tiles.csv

BOUNDARIES holds `england_la_to_region.csv`, `geography_hierarchy_ward_lad_la_region.csv.gz` and
`england_lad_2013_topo.json.gz`. Each region is a block of squares, and each authority goes to the square nearest to
where it lies within the region, all at once (the assignment of least total squared distance).
"""

from __future__ import annotations

import csv
import gzip
import json
import math
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import linear_sum_assignment

ABOLISHED = {"835", "836", "837", "909", "928"}
"""Dorset and Bournemouth and Poole as they were to 2019, Cumbria to 2023, Northamptonshire to 2021."""
MERGED_SINCE_2013 = {
    "838": ("East Dorset", "North Dorset", "Purbeck", "West Dorset", "Weymouth and Portland"),
    "839": ("Bournemouth", "Poole", "Christchurch"),
    "940": ("Corby", "East Northamptonshire", "Kettering", "Wellingborough"),
    "941": ("Daventry", "Northampton", "South Northamptonshire"),
    "942": ("Allerdale", "Carlisle", "Copeland"),
    "943": ("Barrow-in-Furness", "Eden", "South Lakeland"),
}
"""Authorities made since 2013, by their three-digit code, as the districts of 2013."""
COLUMNS = {"London": 6, "North West": 5, "South East": 5, "South West": 5}
LONGEST = 4


def main(folder: Path) -> None:
    """Print the layout."""
    authorities = newest(folder / "england_la_to_region.csv")
    centres = authority_centres(folder)
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(["number", "code", "name", "region", "column", "row"])
    for region in sorted({row["region_name"] for row in authorities.values()}):
        codes = sorted(code for code, row in authorities.items() if row["region_name"] == region)
        cells = block(np.array([centres[code] for code in codes]), COLUMNS.get(region, LONGEST))
        for code, (column, row) in zip(codes, cells, strict=True):
            authority = authorities[code]
            writer.writerow([code, authority["new_la_code"], authority["la_name"], region, column, row])


def newest(path: Path) -> dict[str, dict[str, str]]:
    """Keep for each three-digit code its newest row, without authorities that are no more."""
    found: dict[str, dict[str, str]] = {}
    with path.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            code = row["old_la_code"]
            earlier = found.get(code)
            if code.isdigit() and code not in ABOLISHED and (earlier is None or _age(earlier) < _age(row)):
                found[code] = row
    return found


def _age(row: dict[str, str]) -> tuple[str, str]:
    return row["first_available_year_included"], row["most_recent_year_included"]


def authority_centres(folder: Path) -> dict[str, tuple[float, float]]:
    """Place each authority at the mean of its districts' centres, east and north in comparable units."""
    districts, names = district_centres(folder / "england_lad_2013_topo.json.gz")
    members: dict[str, set[str]] = defaultdict(set)
    with gzip.open(folder / "geography_hierarchy_ward_lad_la_region.csv.gz", "rt", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["lad_code"] in districts:
                members[row["old_la_code"]].add(row["lad_code"])
    for code, parts in MERGED_SINCE_2013.items():
        members[code] = {names[part] for part in parts}
    return {code: tuple(np.mean([districts[district] for district in held], axis=0)) for code, held in members.items()}


def district_centres(path: Path) -> tuple[dict[str, tuple[float, float]], dict[str, str]]:
    """Take the mean of each district's outline, from a TopoJSON file."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        topology = json.load(file)
    scale, shift = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = [np.cumsum(np.array(arc), axis=0) * scale + shift for arc in topology["arcs"]]
    centres, names = {}, {}
    for shape in topology["objects"]["lad"]["geometries"]:
        points = np.concatenate([arcs[arc if arc >= 0 else ~arc] for arc in _flat(shape["arcs"])])
        east, north = points.mean(axis=0)
        code = shape["properties"]["LAD13CD"]
        centres[code] = (float(east) * math.cos(math.radians(52.5)), float(north))
        names[shape["properties"]["LAD13NM"]] = code
    return centres, names


def _flat(nested: list[Any]) -> list[int]:
    return [arc for part in nested for arc in (_flat(part) if isinstance(part, list) else [part])]


def block(points: np.ndarray[Any, Any], columns: int) -> list[tuple[int, int]]:
    """Give each point a square of a block, nearest in rank from west to east and from north to south."""
    rows = math.ceil(len(points) / columns)
    squares = [(column, row) for row in range(rows) for column in range(columns)]
    ranks = points.argsort(axis=0).argsort(axis=0) / max(len(points) - 1, 1)
    wanted = np.column_stack([ranks[:, 0] * (columns - 1), (1 - ranks[:, 1]) * (rows - 1)])
    distance = ((wanted[:, None, :] - np.array(squares)[None, :, :]) ** 2).sum(axis=2)
    _, chosen = linear_sum_assignment(distance)
    return [squares[square] for square in chosen]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
