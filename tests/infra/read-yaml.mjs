// Prints a YAML file as JSON; warnings are errors. Usage: node read-yaml.mjs <file>
import { readFileSync } from 'node:fs';
import { parseDocument } from 'yaml';

const document = parseDocument(readFileSync(process.argv[2], 'utf8'), { strict: true, uniqueKeys: true });
const problems = [...document.errors, ...document.warnings];
if (problems.length > 0) throw problems[0];
console.log(JSON.stringify(document.toJS(), null, 2));
