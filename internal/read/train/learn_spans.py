"""Trains the labeller of internal/read/en/attribute/label on PolNeAR: from each cue, which words are its source and its content.

    python3 learn_spans.py --work WORK --out ../attribute/label/weights.bin

WORK holds texts.train and texts.dev as the program in this folder prepared them, and the network that learn_network.py left. Prints the loss of each round and
how many labels of the dev part are right, with the cues known.
"""
import argparse
import os
import random
import time

import torch
import torch.nn as nn

import network as net
from weights import Weights

HIDDEN, NARROW = 64, 64
LABELS = 7  # as in worker.go: outside; source, content and cue, each as it begins and as it goes on
PARTS = {"content": 3, "source": 1, "cue": 5}
STEPS, DEEPEST = 4, 25  # see feature.go
RELATIONS = 37          # of Universal Dependencies; see rel.go
BATCH = 64
RATE = 2.5e-3


class Seen:
    """A text with what the network makes of it."""

    def __init__(self, model, v, d):
        self.d, parts = d, net.cut(v.text(d), net.PIECE)
        x, there, above = model.texts(parts)
        arcs, rooted = model.arcs(x, there)
        heads = arcs.argmax(-1)
        rels = model.label(model.labels(x, rooted, heads)).argmax(-1)
        self.heads, self.rels = [], []
        pieces = [(p["span"][0] + lo, hi - lo) for p in parts for lo, hi in p["pieces"]]
        for i, (at, n) in enumerate(pieces):
            self.heads += [h - 1 + at if h > 0 else -1 for h in heads[i, :n].tolist()]
            self.rels += rels[i, :n].tolist()
        text = torch.cat([rows[:len(p["flags"])] for rows, p in zip(above, parts)])
        self.rows = torch.cat([x[there], text], 1).mul(127).round().to(torch.int8)
        self.sentence, n = [], -1
        starts = set(d["starts"])
        for i in range(len(d["forms"])):
            n += i in starts
            self.sentence.append(n)

    def told(self, cue, cues):
        """What is told of each token of the cue's window; as in feature.go."""
        d, home, out = self.d, self.sentence[cue], []
        above, x = {}, cue
        while x >= 0 and len(above) < STEPS and x not in above:
            above[x] = len(above)
            x = self.heads[x]
        for i in range(d["low"][cue], d["high"][cue]):
            branch = RELATIONS * STEPS + STEPS
            if self.sentence[i] == home:
                branch = self.branch(i, above)
            place = (max(-3, min(3, self.sentence[i] - home)) + 3) * 4
            if d["quoted"][i]:
                place += 3 if d["quoted"][i] == d["quoted"][cue] else 1
            out.append((far(i - cue), branch, place, d["kinds"][i] + 5 * (i != cue and i in cues)))
        return torch.tensor(out)

    def branch(self, i, above):
        below, at = -1, i
        for _ in range(DEEPEST):
            if at < 0:
                break
            if at in above:
                return RELATIONS * STEPS + above[at] if below < 0 else self.rels[below] * STEPS + above[at]
            below, at = at, self.heads[at]
        return RELATIONS * STEPS + STEPS


def far(distance):
    d = abs(distance)
    d = d if d <= 5 else 6 if d <= 10 else 7 if d <= 20 else 8 if d <= 40 else 9
    return d + (9 if distance < 0 else 0)


def gold(d, link):
    lo, hi = d["low"][link["head"]], d["high"][link["head"]]
    out = [0] * (hi - lo)
    for name, begin in PARTS.items():
        for first, last in link[name]:
            begun = False
            for i in range(max(first, lo), min(last, hi)):
                if out[i - lo] and name != "cue":
                    begun = False
                    continue
                out[i - lo] = begin + begun
                begun = True
    return torch.tensor(out)


class Labeller(nn.Module):
    """A conditional random field over what a BiLSTM makes of the window."""

    def __init__(self, wide):
        super().__init__()
        self.narrow = nn.Linear(wide, NARROW)
        sizes = {"position": (19, 8), "branch": (RELATIONS * STEPS + STEPS + 1, 16), "place": (28, 8), "kind": (10, 8)}
        self.told = nn.ModuleDict({name: nn.Embedding(n, width) for name, (n, width) in sizes.items()})
        for table in self.told.values():
            nn.init.normal_(table.weight, 0, 0.3)
        self.window = net.BiLSTM(NARROW + sum(w for _, w in sizes.values()), HIDDEN)
        self.score = nn.Linear(2 * HIDDEN, LABELS)
        self.drop = nn.Dropout(0.25)
        self.chain = net.Chain(LABELS, (2, 4, 6))

    def scores(self, batch):
        rows = net.pad([e["text"].rows[e["lo"]:e["hi"]] for e in batch]).float() / 127
        told = net.pad([e["told"] for e in batch])
        parts = [torch.tanh(self.narrow(self.drop(rows)))] + [t(told[..., k]).clamp(-1, 1) for k, t in enumerate(self.told.values())]
        lengths = torch.tensor([e["hi"] - e["lo"] for e in batch])
        return self.score(self.drop(self.window(self.drop(torch.cat(parts, -1)), lengths))), lengths

    def loss(self, batch):
        scores, lengths = self.scores(batch)
        return self.chain.losses(scores, lengths, net.pad([e["gold"] for e in batch])).mean()

    @torch.no_grad()
    def best(self, batch):
        return self.chain.best(*self.scores(batch))


def examples(texts):
    out = []
    for t in texts:
        cues = {link["head"] for link in t.d["links"]}
        for link in t.d["links"]:
            cue = link["head"]
            out.append({"text": t, "lo": t.d["low"][cue], "hi": t.d["high"][cue], "told": t.told(cue, cues), "gold": gold(t.d, link)})
    return out


def share_right(labeller, batch_list):
    labeller.eval()
    right = n = whole = windows = 0
    for batch in batch_list:
        for e, path in zip(batch, labeller.best(batch)):
            same = path == e["gold"]
            right, n, whole, windows = right + same.sum().item(), n + len(path), whole + bool(same.all()), windows + 1
    labeller.train()
    return f"labels right {100 * right / n:.1f} %, windows wholly right {100 * whole / windows:.1f} %"


def write(labeller, v, path):
    w = Weights("firsthand labels 2")
    w.linear("narrow", labeller.narrow.weight, labeller.narrow.bias)
    w.bilstm("window", labeller.window)
    w.linear("score", labeller.score.weight, labeller.score.bias)
    w.floats("follow", labeller.chain.follow)
    for name, table in labeller.told.items():
        w.int8s(name, table.weight.clamp(-1, 1), 1 / 127)
    w.labels = {"rels": v.rels}
    w.write(path)


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--work", required=True)
    arguments.add_argument("--out", required=True)
    arguments.add_argument("--rounds", type=int, default=8)
    arguments.add_argument("--seed", type=int, default=1)
    a = arguments.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(a.seed)
    random.seed(a.seed)

    saved = torch.load(os.path.join(a.work, "network.pt"))
    v, model = saved["vocabulary"], net.Network(saved["vocabulary"])
    model.load_state_dict(saved["network"])
    model.eval()
    with torch.no_grad():
        train, dev = ([Seen(model, v, d) for d in net.read(os.path.join(a.work, name)) if d["forms"]] for name in ("texts.train", "texts.dev"))
    train, dev = examples(train), examples(dev)
    print(len(train), "attributions to learn from", flush=True)
    labeller = Labeller(train[0]["text"].rows.shape[1])
    optimiser = torch.optim.Adam(labeller.parameters(), lr=RATE)
    group = lambda order: [order[i:i + BATCH] for i in range(0, len(order), BATCH)]
    step, steps = 0, a.rounds * len(group(train))
    for round_ in range(a.rounds):
        began, total = time.time(), 0.0
        batches = group(sorted(train, key=lambda e: e["hi"] - e["lo"] + random.random() * 8))
        random.shuffle(batches)
        for batch in batches:
            step += 1
            for g in optimiser.param_groups:
                g["lr"] = RATE * min(1, step / 100) * max(0.03, 1 - step / steps)
            loss = labeller.loss(batch)
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(labeller.parameters(), 5.0)
            optimiser.step()
            total += loss.item()
        print(f"round {round_ + 1}, {time.time() - began:.0f} s, loss {total / len(batches):.3f} |", share_right(labeller, group(dev)), flush=True)
    write(labeller, v, a.out)


if __name__ == "__main__":
    main()
