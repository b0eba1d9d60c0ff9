"""Writes formula.json: methods of SFT as per-token coefficients c_t, computed by PyTorch, independently of the project's formulas.

usage: python3 make_formula_vectors.py SEED OUT_DIR      (Debian: apt-get install python3-torch python3-numpy)

Each method stands here twice: as the text of a formula, and as PyTorch on padded tensors with a mask, which the formula is compared
with. Conventions are those of METHOD.md. Inputs are rounded before anything is computed of them; float64, results to 12 digits.
"""
import json, math, os, sys
import torch

torch.set_default_dtype(torch.float64)

CONSTANTS = [
    dict(gamma=0.999, block=4, dmin=-0.08, dmax=0.3, gmin=-10.0, gmax=5.0),
    dict(gamma=0.9, block=3, dmin=-2.0, dmax=2.0, gmin=-1.5, gmax=1.0),
]


def num(x):
    if isinstance(x, list):
        return [num(v) for v in x]
    return float(f"{x:.12g}")


# --- batches ----------------------------------------------------------------------------------------

def ragged(g, lengths, V):
    """Log-probabilities of three policies and an entropy for responses of these lengths, to six digits."""
    def rows(scale, sign=-1.0):
        return [[round(sign * v, 6) for v in (torch.rand(n, generator=g) * scale).tolist()] for n in lengths]
    return dict(lp=rows(3), lpb=rows(3), lp0=rows(4), H=rows(math.log(V), 1.0), V=V)


def batches(g):
    # Multiples of 1/8 and lengths that are powers of two: means and their ties are exact.
    eighths = [[-1 / 8, -3 / 8, -5 / 8, -7 / 8], [-4 / 8, -4 / 8], [-1 / 8], [-1 / 8, -2 / 8, -3 / 8, -2 / 8]]
    shift = [[0.25, 0.0, 0.5, 0.25], [0.25, 0.25], [0.25], [0.5, 0.5, 0.0, 0.0]]  # lp0 − lp, mean 1/4 in every response
    less = [[0.0, 0.0, 0.0, 0.0], [0.0, 0.5], [-1.0], [0.0, 0.0, 0.0, 0.0]]  # … and 1/2 and −3/4 in two of them
    ties = dict(lp=eighths, lpb=[[-0.5] * len(r) for r in eighths],
                lp0=[[a + b + c for a, b, c in zip(*rows)] for rows in zip(eighths, shift, less)],
                H=[[1.0] * len(r) for r in eighths], V=8)
    return [
        ragged(g, [5, 1, 8, 3], 17),
        ragged(g, [1], 5),
        ragged(g, [1, 1, 1], 5),
        ragged(g, [0, 4, 0, 2, 6], 31),
        ragged(g, [12, 7, 9], 60),
        ties,
    ]


# --- padded tensors ---------------------------------------------------------------------------------

class Batch:
    """Responses without tokens left out; what is padded is NaN, so that nothing computed of padding goes unnoticed."""

    def __init__(self, batch):
        kept = [i for i, row in enumerate(batch["lp"]) if row]
        self.T = torch.tensor([len(batch["lp"][i]) for i in kept]).unsqueeze(1)
        self.width = int(self.T.max())
        self.place = torch.arange(self.width).unsqueeze(0)  # from 0
        self.mask = self.place < self.T
        for name in ("lp", "lpb", "lp0", "H"):
            padded = torch.full(self.mask.shape, math.nan)
            padded[self.mask] = torch.tensor([v for i in kept for v in batch[name][i]])
            setattr(self, name, padded)
        self.V = batch["V"]

    def zeroed(self, x):
        return torch.where(self.mask, x.expand(self.mask.shape), torch.zeros(()))

    def sum(self, x):
        return self.zeroed(x).sum(1, keepdim=True)

    def mean(self, x):
        return self.sum(x) / self.T

    def up_to(self, x):
        return self.zeroed(x).cumsum(1)

    def tokens(self, x):
        return x.expand(self.mask.shape)[self.mask]

    def block_end(self, block):
        """Index, from 0, of the last token of each token's block."""
        return torch.minimum(torch.div(self.place, block, rounding_mode="floor") * block + block - 1, self.T - 1)

    def position_mean(self, x):
        return (self.zeroed(x).sum(0, keepdim=True) / self.mask.sum(0, keepdim=True)).expand(self.mask.shape)


def delta(b, c):
    return (b.lp - b.lpb).clamp(c["dmin"], c["dmax"])


def token_weights(b, c, d=None):
    d = delta(b, c) if d is None else d
    log_g = (b.T - 1 - b.place) * math.log(c["gamma"]) + b.sum(d) - b.up_to(d)
    return log_g.clamp(c["gmin"], c["gmax"]).exp()


def block_weights(b, c):
    d, end = delta(b, c), b.block_end(c["block"])
    log_g = (b.T - 1 - end) * math.log(c["gamma"]) + b.sum(d) - b.up_to(d).gather(1, end.expand(b.mask.shape))
    return log_g.clamp(c["gmin"], c["gmax"]).exp()


def sequence_weights(b, c):
    return b.sum(delta(b, c)).clamp(c["gmin"], c["gmax"]).exp()


def normalised(b, w):
    return w / b.tokens(w).mean()


def tail(b, f):
    m = b.mean(b.lp0 - b.lp)
    return normalised(b, (m >= torch.quantile(m, f)).double())


def centred(b, c):
    raw = b.lp - b.lpb
    return token_weights(b, c, (raw - b.mean(raw)).clamp(c["dmin"], c["dmax"]))


TOKEN = "exp(clip((T - t) * log(gamma) + after(d), gmin, gmax))"
D = "d = clip(lp - lpb, dmin, dmax);\n"

METHODS = [
    ("SFT", "1", lambda b, c: torch.ones(())),
    ("DFT", "p", lambda b, c: b.lp.exp()),
    ("p^q", "q = 0.5; p^q", lambda b, c: b.lp.exp().sqrt()),
    ("CHORD-φ", "p*(1-p)", lambda b, c: b.lp.exp() - (2 * b.lp).exp()),
    ("EAFT", "H/log(V)", lambda b, c: b.H / math.log(b.V)),
    ("iw-SFT", "clip(exp(mean(lp-lp0)), 0, 16)", lambda b, c: b.mean(b.lp - b.lp0).exp().clamp(0, 16)),
    ("TailSFT, f = .5", "m = mean(lp0-lp); normalise(m >= quantile(m, 0.5))", lambda b, c: tail(b, 0.5)),
    ("TailSFT, f = .3", "m = mean(lp0-lp); normalise(m >= quantile(m, 0.3))", lambda b, c: tail(b, 0.3)),
    ("PEAR (token)", D + TOKEN, token_weights),
    ("PEAR (block)", D + "exp(clip((T - blockEnd) * log(gamma) + blockAfter(d), gmin, gmax))", block_weights),
    ("PEAR (sequence)", D + "exp(clip(sum(d), gmin, gmax))", sequence_weights),
    ("PEAR (sequence), mean 1", D + "normalise(exp(clip(sum(d), gmin, gmax)))",
     lambda b, c: normalised(b, sequence_weights(b, c).expand(b.mask.shape))),
    ("PEAR (token), δ centred, then clipped", "r = lp - lpb;\nd = clip(r - mean(r), dmin, dmax);\n" + TOKEN, centred),
    ("mean 1", D + f"normalise({TOKEN})", lambda b, c: normalised(b, token_weights(b, c))),
    ("position", D + f"positionMean({TOKEN})", lambda b, c: b.position_mean(token_weights(b, c))),
    ("mean of scaled", D + f"batchMean({TOKEN})", lambda b, c: b.tokens(token_weights(b, c)).mean()),
    ("sequence against π₀", "exp(clip(sum(clip(lp0 - lpb, dmin, dmax)), gmin, gmax))",
     lambda b, c: b.sum((b.lp0 - b.lpb).clamp(c["dmin"], c["dmax"])).clamp(c["gmin"], c["gmax"]).exp()),
    ("quantile of tokens", "(lp <= quantile(lp, 0.8)) + quantile(H, 0.15) * p0",
     lambda b, c: (b.lp <= torch.quantile(b.tokens(b.lp), 0.8)).double()
     + torch.quantile(b.tokens(b.H), 0.15) * b.lp0.exp()),
    ("before, after and itself", "before(pb) - 2 * after(H) + sum(t) / V",
     lambda b, c: b.up_to(b.lpb.exp()) - b.lpb.exp() - 2 * (b.sum(b.H) - b.up_to(b.H)) + b.T * (b.T + 1) / 2 / b.V),
    ("cases", "if(abs(lp - lpb) < 0.5, min(p, pb, 0.9), max(sqrt(p), t / T))",
     lambda b, c: torch.where((b.lp - b.lpb).abs() < 0.5,
                              torch.minimum(b.lp.exp(), b.lpb.exp()).clamp(max=0.9),
                              torch.maximum((b.lp / 2).exp(), (b.place + 1) / b.T))),
]


def vectors(batch):
    b = Batch(batch)
    for constants, c in enumerate(CONSTANTS):
        for name, formula, weigh in METHODS:
            flat = b.tokens(weigh(b, c)).tolist()
            assert all(map(math.isfinite, flat)), name
            yield dict(name=name, formula=formula, constants=constants, weights=num(flat))


def main(seed, out):
    g = torch.Generator().manual_seed(seed)
    data = dict(constants=CONSTANTS,
                cases=[dict(batch=batch, vectors=list(vectors(batch))) for batch in batches(g)])
    with open(os.path.join(out, "formula.json"), "w") as file:
        json.dump(data, file, ensure_ascii=False)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
