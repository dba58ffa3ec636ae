// Starts the API reference of /api/actions/scalar. Whatever would be loaded from another host is switched off.
Scalar.createApiReference("#api", {
  url: "/api/actions/openapi.json",
  // Requests go where the page came from, so that the cookie of whoever is signed in goes along.
  servers: [{ url: window.location.origin }],
  theme: "default",
  withDefaultFonts: false,
  telemetry: false,
  hideClientButton: true,
  showDeveloperTools: "never",
  agent: { disabled: true },
  mcp: { disabled: true },
  proxyUrl: "",
});
