"""The tagger as a PyTorch module: an encoder, a CRF over labels, heads for links and for certainty."""

from pathlib import Path

import torch
from torch import Tensor, nn
from transformers import BertConfig, BertModel, MPNetConfig, MPNetModel

from onrecord.attribution import labels, wordpieces

LINK_SIZE = 96
SURE_LAYERS = (0, 1, 2, 3, 4, 5, 6)
"""The layers, the embeddings first, whose pieces tell how sure a text is of an event."""
CLS, SEP = 101, 102
_NEVER = -1e4


class Tagger(nn.Module):
    """Word pieces to label scores and link vectors.

    `forward` takes ids, kinds and mask, each int64 (batch, pieces), and returns scores (batch, pieces, labels) and
    links (batch, pieces, 4 * LINK_SIZE): the vectors of a piece as source, as content, as the cue of a source and
    as the cue of a content, side by side; and sure (batch, pieces): how sure the text is of the event that a piece
    names, from -3, certainly not, to 3, certainly.
    """

    def __init__(self, encoder: nn.Module, width: int) -> None:
        super().__init__()
        self.encoder = encoder
        self.dropout = nn.Dropout(0.1)
        self.scores = nn.Linear(width, len(labels.LABELS))
        self.links = nn.Linear(width, 4 * LINK_SIZE)
        self.sure = nn.Linear(len(SURE_LAYERS) * width, 1)
        self.transitions = nn.Parameter(torch.zeros(len(labels.LABELS), len(labels.LABELS)))
        self.no_source = nn.Parameter(torch.zeros(()))
        self.no_cue = nn.Parameter(torch.zeros(()))
        may = torch.tensor(labels.allowed_transitions())
        ends, starts = torch.tensor(labels.may_end()), torch.tensor(labels.may_start())
        self.register_buffer("forbidden", torch.where(may, 0.0, _NEVER), persistent=False)
        self.register_buffer("start", torch.where(starts, 0.0, _NEVER), persistent=False)
        self.register_buffer("end", torch.where(ends, 0.0, _NEVER), persistent=False)

    def forward(self, ids: Tensor, kinds: Tensor, mask: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        layers = self.layers(ids, kinds, mask)
        return *self.heads(layers[-1]), self.factuality(layers)

    def encode(self, ids: Tensor, kinds: Tensor, mask: Tensor) -> Tensor:
        """The encoder's last layer (batch, pieces, hidden)."""
        hidden: Tensor = self.encoder(input_ids=ids, token_type_ids=kinds, attention_mask=mask).last_hidden_state
        return hidden

    def layers(self, ids: Tensor, kinds: Tensor, mask: Tensor) -> tuple[Tensor, ...]:
        """The encoder's input and each layer's output, each (batch, pieces, hidden)."""
        made = self.encoder(input_ids=ids, token_type_ids=kinds, attention_mask=mask, output_hidden_states=True)
        found: tuple[Tensor, ...] = made.hidden_states
        return found

    def factuality(self, layers: tuple[Tensor, ...]) -> Tensor:
        """How sure the text is of what each piece names, (batch, pieces), from layers that `layers` gives."""
        wide = torch.cat([layers[i] for i in SURE_LAYERS], dim=-1)
        made: Tensor = self.sure(self.dropout(wide)).squeeze(-1)
        return made

    def heads(self, hidden: Tensor) -> tuple[Tensor, Tensor]:
        """Scores and links of the encoder's last layer."""
        hidden = self.dropout(hidden)
        return self.scores(hidden), self.links(hidden)

    def label_loss(self, scores: Tensor, tags: Tensor, mask: Tensor, last: Tensor) -> Tensor:
        """The negative log-likelihood of `tags` a piece; a paragraph's end breaks the chain.

        scores (batch, pieces, labels); tags, mask and last (batch, pieces), `last` true on a paragraph's last piece.
        """
        inside = self.transitions + self.forbidden
        broken = self.end[:, None] + self.start[None, :]
        alpha = scores[:, 0] + self.start
        path = alpha.gather(1, tags[:, :1]).squeeze(1)
        for t in range(1, scores.shape[1]):
            here = torch.where(last[:, t - 1, None, None], broken, inside)
            ahead = torch.logsumexp(alpha[:, :, None] + here, dim=1) + scores[:, t]
            on = mask[:, t].bool()
            alpha = torch.where(on[:, None], ahead, alpha)
            step = here[torch.arange(len(tags)), tags[:, t - 1], tags[:, t]]
            path = path + torch.where(on, step + scores[:, t].gather(1, tags[:, t : t + 1]).squeeze(1), 0.0)
        return (torch.logsumexp(alpha + self.end, dim=1) - path).sum() / mask.sum()

    def link_choices(self, links: Tensor, tags: Tensor) -> tuple[Tensor, Tensor]:
        """The log-probabilities with which each cue chooses its source, and each piece of content its cue.

        Each (batch, pieces, pieces + 1): the row's piece chooses among the gold pieces of the role, or none (last).
        """
        source, content, cue_s, cue_c = links.split(LINK_SIZE, dim=-1)
        is_source, is_cue, _ = members(tags)
        by_cue = cue_s @ source.transpose(1, 2) * LINK_SIZE**-0.5
        by_content = content @ cue_c.transpose(1, 2) * LINK_SIZE**-0.5
        return _choices(by_cue, is_source, self.no_source), _choices(by_content, is_cue, self.no_cue)

    def link_loss(self, links: Tensor, tags: Tensor, source_cue: Tensor, content_cue: Tensor) -> Tensor:
        """How badly each cue finds its source, and each piece of content its cue.

        source_cue and content_cue: bool (batch, pieces, pieces), which columns are right for a row.
        """
        is_source, is_cue, is_content = members(tags)
        sources, cues = self.link_choices(links, tags)
        loss_s = _missed(sources, source_cue.transpose(1, 2) & is_source[:, None, :])[is_cue]
        loss_c = _missed(cues, content_cue & is_cue[:, None, :])[is_content]
        return loss_s.sum() / max(1, len(loss_s)) + loss_c.sum() / max(1, len(loss_c))


def members(tags: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    """Which pieces are source, cue and content."""
    role = torch.where(tags > 0, (tags - 1) // 4, -1)
    return role == 0, role == 1, role == 2


def _choices(scores: Tensor, candidate: Tensor, none: Tensor) -> Tensor:
    scores = scores.masked_fill(~candidate[:, None, :], _NEVER)
    return torch.cat([scores, none.expand(*scores.shape[:2], 1)], dim=-1).log_softmax(-1)


def _missed(chosen: Tensor, right: Tensor) -> Tensor:
    """Minus the log of the probability that a row falls on its right columns, or on none where it has none."""
    found = chosen[..., :-1].masked_fill(~right, _NEVER).logsumexp(-1)
    return -torch.where(right.any(-1), found, chosen[..., -1])


def taught(scores: Tensor, teacher: Tensor, mask: Tensor, heat: float = 2.0) -> Tensor:
    """How far the label scores are from the teacher's, a piece: the divergence of both, softened by `heat`."""
    far = (teacher / heat).softmax(-1) * ((teacher / heat).log_softmax(-1) - (scores / heat).log_softmax(-1))
    return (far.sum(-1) * mask).sum() / mask.sum() * heat**2


def choices_taught(own: Tensor, teacher: Tensor, rows: Tensor) -> Tensor:
    """How far the choices of some rows are from the teacher's; both log-probabilities (batch, pieces, pieces + 1)."""
    far = (teacher.exp() * (teacher - own)).sum(-1)[rows]
    return far.sum() / max(1, len(far))


def small() -> Tagger:
    """A tagger of all-MiniLM-L6-v2's shape, with one token type for each kind of piece; its weights at random."""
    config = BertConfig(
        vocab_size=30522,
        hidden_size=384,
        num_hidden_layers=6,
        num_attention_heads=12,
        intermediate_size=1536,
        type_vocab_size=wordpieces.KINDS,
        hidden_dropout_prob=0.1,
        attention_probs_dropout_prob=0.0,
        attn_implementation="sdpa",
    )
    return Tagger(BertModel(config, add_pooling_layer=False), config.hidden_size)


class Wide(nn.Module):
    """all-mpnet-base-v2's encoder, fed with the pieces of BERT's vocabulary: its own is that one, four numbers on."""

    def __init__(self) -> None:
        super().__init__()
        config = MPNetConfig(vocab_size=30527, max_position_embeddings=514, attention_probs_dropout_prob=0.0)
        self.model = MPNetModel(config, add_pooling_layer=False)
        self.kinds = nn.Embedding(wordpieces.KINDS, config.hidden_size)
        nn.init.zeros_(self.kinds.weight)

    def forward(self, input_ids: Tensor, token_type_ids: Tensor, attention_mask: Tensor) -> object:
        ids = torch.where(input_ids == CLS, 0, torch.where(input_ids == SEP, 2, input_ids + 4))
        ids = torch.where(attention_mask.bool(), ids, 1)
        words = self.model.embeddings.word_embeddings(ids) + self.kinds(token_type_ids)
        return self.model(inputs_embeds=words, attention_mask=attention_mask)


def large() -> Tagger:
    """A tagger over all-mpnet-base-v2's shape, to teach the small one; its weights at random."""
    encoder = Wide()
    return Tagger(encoder, encoder.model.config.hidden_size)


def load(net: Tagger, path: Path) -> None:
    """Take trained weights from a network.pt or a checkpoint; a head for certainty over other layers is left out."""
    saved = torch.load(path, weights_only=False)
    state = saved.get("net", saved)
    if "sure.weight" in state and state["sure.weight"].shape != net.sure.weight.shape:
        state = {key: value for key, value in state.items() if not key.startswith("sure.")}
    found = net.load_state_dict(state, strict=False)
    wrong = [*found.unexpected_keys, *(key for key in found.missing_keys if not key.startswith("sure."))]
    if wrong:
        raise ValueError(f"{path} has not the weights expected: {wrong[:5]}")


def pretrained(name: str, weights: dict[str, Tensor]) -> Tagger:
    """The tagger "minilm" or "mpnet" over pretrained weights; every kind of piece starts alike."""
    weights = {key: value for key, value in weights.items() if not key.startswith("pooler.")}
    if name == "mpnet":
        network = large()
        found = network.encoder.model.load_state_dict(weights, strict=False)
    else:
        network = small()
        types = "embeddings.token_type_embeddings.weight"
        weights[types] = weights[types][:1].repeat(wordpieces.KINDS, 1)
        found = network.encoder.load_state_dict(weights, strict=False)
    wrong = [key for key in (*found.missing_keys, *found.unexpected_keys) if "position_ids" not in key]
    if wrong:
        raise ValueError(f"the pretrained file has not the weights expected: {wrong[:5]}")
    return network
