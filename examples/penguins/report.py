"""Writes a page that shows how well the model does: scores, confusion, training, and the birds themselves."""

import argparse
import json
from html import escape
from typing import Dict, List

from penguins import SPECIES, Model, Penguin, read_model, read_set

COLOURS = {"Adelie": "#e07a1f", "Chinstrap": "#8a3ffc", "Gentoo": "#0f7173"}

PAGE = """<!DOCTYPE html>
<html lang="en">
<meta charset="utf-8">
<title>Penguins: accuracy {accuracy:.1%}</title>
<style>
  body {{ font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 60rem; padding: 0 1rem; color: #222; }}
  h1 small {{ font-weight: 400; color: #666; }}
  section {{ display: flex; flex-wrap: wrap; gap: 2rem; align-items: flex-start; }}
  table {{ border-collapse: collapse; }}
  th, td {{ padding: .4rem .9rem; border: 1px solid #ddd; text-align: right; }}
  td.right {{ background: #e6f4ea; font-weight: 600; }}
  td.wrong {{ background: #fce8e6; }}
  svg {{ background: #fafafa; border: 1px solid #ddd; }}
  text {{ font-size: 12px; fill: #555; }}
</style>
<h1>Accuracy {accuracy:.1%} <small>on {count} unseen penguins</small></h1>
<section>
  <figure><figcaption>Bill and flipper length, standardised; ringed birds were mistaken</figcaption>{scatter}</figure>
  <figure><figcaption>Loss over {epochs} epochs</figcaption>{losses}</figure>
  <figure><figcaption>True species down, predicted across</figcaption>{table}</figure>
</section>
</html>
"""


def scatter(penguins: List[Penguin], model: Model) -> str:
    """Every bird of the test set at its bill length (across) and flipper length (up)."""
    size, edge = 420, 30
    across = [penguin.features[0] for penguin in penguins]
    up = [penguin.features[2] for penguin in penguins]

    def place(value: float, values: List[float]) -> float:
        return edge + (value - min(values)) / (max(values) - min(values)) * (size - 2 * edge)

    marks = []
    for penguin in penguins:
        x, y = place(penguin.features[0], across), size - place(penguin.features[2], up)
        guess = model.predict(penguin.features)
        if guess != penguin.species:
            marks.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="9" fill="none" stroke="#c00" stroke-width="2"/>')
        marks.append(
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5" fill="{COLOURS[penguin.species]}" fill-opacity=".75">'
            f"<title>{escape(penguin.species)}, taken for {escape(guess)}</title></circle>"
        )
    legend = [
        f'<circle cx="{edge}" cy="{edge + 20 * row}" r="5" fill="{COLOURS[species]}"/>'
        f'<text x="{edge + 12}" y="{edge + 4 + 20 * row}">{species}</text>'
        for row, species in enumerate(SPECIES)
    ]
    return f'<svg width="{size}" height="{size}" role="img">{"".join(marks + legend)}</svg>'


def curve(losses: List[float]) -> str:
    """The loss of every epoch as a line."""
    width, height, edge = 420, 200, 30
    highest = max(losses)
    points = " ".join(
        f"{edge + number / max(1, len(losses) - 1) * (width - 2 * edge):.1f},"
        f"{height - edge - loss / highest * (height - 2 * edge):.1f}"
        for number, loss in enumerate(losses)
    )
    return (
        f'<svg width="{width}" height="{height}" role="img">'
        f'<polyline points="{points}" fill="none" stroke="#0f7173" stroke-width="2"/>'
        f'<text x="{edge}" y="{edge - 10}">{losses[0]:.3f}</text>'
        f'<text x="{width - edge - 30}" y="{height - 8}">{losses[-1]:.3f}</text></svg>'
    )


def table(matrix: Dict[str, Dict[str, int]]) -> str:
    """The confusion matrix."""
    head = "".join(f"<th>{species}</th>" for species in SPECIES)
    rows = []
    for truth in SPECIES:
        cells = []
        for guess in SPECIES:
            count = matrix[truth][guess]
            kind = "right" if guess == truth else "wrong" if count else ""
            cells.append(f'<td class="{kind}">{count}</td>')
        rows.append(f"<tr><th>{truth}</th>{''.join(cells)}</tr>")
    return f"<table><tr><th></th>{head}</tr>{''.join(rows)}</table>"


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("test_set")
    arguments.add_argument("model")
    arguments.add_argument("scores")
    arguments.add_argument("page")
    options = arguments.parse_args()

    penguins = read_set(options.test_set)
    model = read_model(options.model)
    with open(options.scores, encoding="utf-8") as file:
        scores = json.load(file)
    page = PAGE.format(
        accuracy=scores["accuracy"],
        count=len(penguins),
        epochs=len(model.losses),
        scatter=scatter(penguins, model),
        losses=curve(model.losses),
        table=table(scores["confusion"]),
    )
    with open(options.page, "w", encoding="utf-8") as file:
        file.write(page)
    print(f"report written: accuracy {scores['accuracy']:.3f}")


if __name__ == "__main__":
    main()
