// Package syntax reads the grammar of a text: the part of speech of each token, the token that it depends on and how,
// which tokens name a person, an organisation or a place, and which are likely to attribute something to somebody.
//
// One network does all of it. Vectors of the words (GloVe: Pennington, Socher and Manning 2014; and others learned in
// training, for words, their endings and their shapes) go through a bidirectional LSTM over each sentence; what it
// makes of a token is read by small layers, one for each question. Heads are scored pair by pair (Dozat and Manning
// 2017) and made a tree (Chu and Liu 1965; Edmonds 1967). A second, smaller LSTM runs over whole texts, because who
// speaks is seen from the sentences around. All weights and activations are bytes, and all machines compute the same;
// see package neural.
//
// The programs in internal/read/train make the weights from treebanks and from PolNeAR; docs/model-card.md says from
// which, how well they do, and what they must not be used for.
package syntax
