import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { ROOT } from "./lib/run.mjs";

/** The house's limits in lines: a file, a function, a component that is mostly JSX. */
const MAX_FILE = 300;
const MAX_FUNCTION = 60;
const MAX_COMPONENT = 120;

const FOLDERS = ["src", "dev", "scripts"];

/** Lists of columns and of wire types are as long as what they describe. */
const EXEMPT = /^src\/infra\/postgres\/tables\/|\/wire\.ts$|\.test\.tsx?$/;

const problems = FOLDERS.flatMap((folder) => sourceFiles(folder)).flatMap(problemsOf);
for (const problem of problems) console.log(problem);
process.exit(problems.length === 0 ? 0 : 1);

function sourceFiles(folder) {
  return readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return entry.name === "node_modules" ? [] : sourceFiles(path);
    return /\.(?:ts|tsx|mjs)$/.test(path) && !EXEMPT.test(path) ? [path] : [];
  });
}

function problemsOf(path) {
  const text = readFileSync(join(ROOT, path), "utf8");
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const lines = source.getLineStarts().length - 1;
  const found = lines > MAX_FILE ? [`${path}: ${lines} lines, at most ${MAX_FILE}`] : [];
  const lineOf = (position) => source.getLineAndCharacterOfPosition(position).line;
  const visit = (node) => {
    if (ts.isFunctionLike(node) && node.body) {
      const name = nameOf(node);
      const length = lineOf(node.end) - lineOf(node.getStart(source)) + 1;
      const max = path.endsWith(".tsx") && /^[A-Z]/.test(name) ? MAX_COMPONENT : MAX_FUNCTION;
      if (length > max) found.push(`${path}: ${name || "a function"} has ${length} lines, at most ${max}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function nameOf(node) {
  if (node.name && ts.isIdentifier(node.name)) return node.name.text;
  const { parent } = node;
  return parent && ts.isVariableDeclaration(parent) && ts.isIdentifier(parent.name) ? parent.name.text : "";
}
