// Turns a syntax tree of Bicep into plain values.

/** What does not parse: each place with its line and text. */
export function faults(root) {
  if (!root.hasError) return [];
  const found = [];
  const visit = node => {
    if (node.isError || node.isMissing) found.push({ line: node.startPosition.row + 1, kind: node.isMissing ? 'missing' : 'error', text: node.text.slice(0, 80) });
    else node.children.forEach(visit);
  };
  visit(root);
  return found;
}

/** Parameters, resources, modules, variables and outputs, in the order of the file. */
export function declarations(root) {
  const found = { parameters: [], variables: [], resources: [], modules: [], outputs: [] };
  let decorators = [];
  for (const node of root.namedChildren) {
    const symbol = node.namedChildren[0]?.text;
    switch (node.type) {
      case 'decorators':
        decorators = node.namedChildren.map(decorator => decorator.text);
        continue;
      case 'parameter_declaration':
        found.parameters.push({ symbol, type: node.namedChildren[1].text, decorators, value: optional(node.namedChildren[2]) });
        break;
      case 'variable_declaration':
        found.variables.push({ symbol, value: value(last(node)) });
        break;
      case 'resource_declaration':
        addResource(node, found.resources, decorators);
        break;
      case 'module_declaration':
        found.modules.push({ symbol, path: text(node.namedChildren[1]), ...body(last(node)) });
        break;
      case 'output_declaration':
        found.outputs.push({ symbol, value: value(last(node)) });
        break;
    }
    decorators = [];
  }
  return found;
}

function addResource(node, resources, decorators) {
  const [type, apiVersion] = text(node.namedChildren[1]).split('@');
  const existing = node.children.some(child => child.type === 'existing' || child.text === 'existing');
  resources.push({ symbol: node.namedChildren[0].text, type, apiVersion, existing, decorators, ...body(last(node)) });
}

// The object of a declaration, with the condition or the loop around it.
function body(node) {
  if (node.type === 'if_statement') return { condition: node.namedChildren[0].text, properties: value(last(node)) };
  if (node.type === 'for_statement') return { loop: true, properties: value(last(node)) };
  return { properties: value(node) };
}

function value(node) {
  switch (node.type) {
    case 'object':
      return Object.fromEntries(properties(node).map(property => [text(property.namedChildren[0]), value(last(property))]));
    case 'array':
      return node.namedChildren.filter(child => child.type !== 'comment').map(value);
    case 'string':
      return text(node);
    case 'number':
      return Number(node.text);
    case 'boolean':
      return node.text === 'true';
    default:
      return { expression: node.text };
  }
}

const properties = node => node.namedChildren.filter(child => child.type === 'object_property');
const last = node => node.namedChildren.filter(child => child.type !== 'comment').at(-1);
const optional = node => node === undefined ? null : value(node);

/** A name, or a string without its quotes; what is interpolated stays as written. */
const text = node => node.type === 'string' ? node.text.slice(1, -1) : node.text;
