// Prints what Bicep files declare, as JSON. Usage: node read-bicep.mjs <file or folder> …
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Language, Parser } from 'web-tree-sitter';
import { declarations, faults } from './declarations.mjs';

// The grammar is older than the statement `extension NAME`. It is the only one that is taken out before parsing.
const extension = /^extension (?<name>\w+)[ \t]*$/gm;

const packages = createRequire(import.meta.url);
await Parser.init();
const parser = new Parser();
parser.setLanguage(await Language.load(packages.resolve('tree-sitter-bicep/tree-sitter-bicep.wasm')));

const files = process.argv.slice(2).flatMap(bicepFiles).map(file => {
  const text = readFileSync(file, 'utf8');
  const tree = parser.parse(text.replaceAll(extension, line => ' '.repeat(line.length)));
  return {
    file: file.replaceAll('\\', '/'),
    faults: faults(tree.rootNode),
    extensions: [...text.matchAll(extension)].map(match => match.groups.name),
    ...declarations(tree.rootNode),
  };
});
console.log(JSON.stringify(files, null, 2));

function bicepFiles(path) {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { recursive: true }).filter(name => name.endsWith('.bicep')).sort().map(name => join(path, name));
}
