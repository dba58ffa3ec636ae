/**
 * The layer table of docs/architecture.md as rules: every import goes down.
 * One row per layer: what it may import besides itself and npm packages.
 */
const layers = {
  lib: [],
  config: ["lib"],
  domain: ["lib"],
  protocols: ["lib", "domain"],
  infra: ["lib", "config"],
  repository: ["lib", "domain", "infra"],
  services: ["lib", "config", "domain", "protocols", "infra", "repository"],
  gateway: ["lib", "config", "domain", "protocols", "infra", "repository", "services"],
  actions: ["lib", "config", "domain", "protocols", "infra", "repository", "services"],
  jobs: ["lib", "config", "domain", "protocols", "infra", "repository", "services"],
  i18n: ["lib"],
  ui: ["lib", "domain", "i18n", "actions"],
};

const arrows = Object.entries(layers).map(([layer, below]) => ({
  name: `arrows-${layer}`,
  comment: `src/${layer} may import only ${[layer, ...below].join(", ")}.`,
  severity: "error",
  from: { path: `^src/${layer}/` },
  to: { path: "^src/", pathNot: `^src/(${[layer, ...below].join("|")})/` },
}));

/** @param {string} pkg @param {string} allowed regular expression over the importing path */
const only = (pkg, allowed) => ({
  name: `only-${pkg.replace(/[^a-z]/g, "-")}`,
  comment: `${pkg} belongs to ${allowed}.`,
  severity: "error",
  from: { path: "^src/", pathNot: allowed },
  to: { path: `node_modules/${pkg}/` },
});

module.exports = {
  forbidden: [
    ...arrows,
    { name: "no-cycles", severity: "error", from: {}, to: { circular: true } },
    {
      name: "nobody-imports-app",
      severity: "error",
      from: { path: "^src/", pathNot: "^src/app/" },
      to: { path: "^src/app/" },
    },
    {
      name: "protocols-are-strangers",
      severity: "error",
      from: { path: "^src/protocols/(anthropic|openai-chat|openai-responses|gemini)/" },
      to: {
        path: "^src/protocols/(anthropic|openai-chat|openai-responses|gemini)/",
        pathNot: "^src/protocols/$1/",
      },
    },
    {
      name: "features-are-strangers",
      severity: "error",
      from: { path: "^src/ui/features/([^/]+)/" },
      to: { path: "^src/ui/features/([^/]+)/", pathNot: "^src/ui/features/$1/" },
    },
    {
      name: "ui-calls-one-verb",
      comment: "ui imports an action file, never the kit, the registry or the HTTP face.",
      severity: "error",
      from: { path: "^src/ui/" },
      to: { path: "^src/actions/(kit|http)/|^src/actions/registry" },
    },
    {
      name: "tests-stay-out",
      severity: "error",
      from: { path: "^src/", pathNot: "\\.test\\.tsx?$" },
      to: { path: "^(tests|dev|scripts)/|\\.test\\.tsx?$" },
    },
    only("drizzle-orm", "^src/(infra/postgres|repository)/"),
    only("ioredis", "^src/infra/redis/"),
    only("undici", "^src/infra/http/"),
    only("fetch-socks", "^src/infra/http/"),
    only("hono", "^src/(gateway/http|actions/http|app)/|^src/server\\.ts$"),
    only("re2js", "^src/lib/safe-regex\\.ts$"),
    only("fzstd", "^src/infra/http/"),
    only("recharts", "^src/ui/charts/"),
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    doNotFollow: { path: "node_modules" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
    },
  },
};
