// Reads reports on standard input, one JSON object with a text a line, with the full pipe of wink-nlp (sentences, negation, sentiment, parts of
// speech, entities, custom entities), and prints for each how many sentences, tokens and entities it found. main.go runs it.
import { readFileSync } from 'node:fs';
import winkNLP from 'wink-nlp';
import model from 'wink-eng-lite-web-model';

const nlp = winkNLP(model);
const out = [];
for (const line of readFileSync(0, 'utf8').split('\n')) {
  if (line.trim() === '') continue;
  const doc = nlp.readDoc(JSON.parse(line).text);
  out.push(`${doc.sentences().length()} ${doc.tokens().length()} ${doc.entities().length()}`);
}
process.stdout.write(out.join('\n') + '\n');
