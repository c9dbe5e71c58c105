// Parses each Mermaid diagram of the Markdown files that are named. Exit code 1 if one cannot be drawn, or if there
// is none.
import { readFileSync } from 'node:fs';
import { JSDOM } from 'jsdom';

// Mermaid reads labels with the help of a browser's document.
globalThis.window = new JSDOM('').window;
globalThis.document = window.document;
const { default: mermaid } = await import('mermaid');

let diagrams = 0;
for (const file of process.argv.slice(2)) {
  const text = readFileSync(file, 'utf8').replaceAll('\r\n', '\n');
  for (const fence of text.matchAll(/^```mermaid\n([\s\S]*?)^```/gm)) {
    diagrams++;
    try {
      await mermaid.parse(fence[1]);
    } catch (error) {
      const line = text.slice(0, fence.index).split('\n').length;
      console.error(`${file}:${line}: this diagram cannot be drawn: ${error.message}`);
      process.exitCode = 1;
    }
  }
}
console.log(`${diagrams} diagrams`);
if (diagrams === 0) {
  process.exitCode = 1;
}
