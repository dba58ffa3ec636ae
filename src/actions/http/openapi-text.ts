/** What the document says before its first operation. Markdown, as OpenAPI renders it. */
export const API_DESCRIPTION = `Everything that the dashboard does can be done by programs.

Every action takes \`POST\` with a JSON body (\`{}\` where there is nothing to say) and answers with one envelope:

\`\`\`json
{ "ok": true, "data": … }
{ "ok": false, "error": "…", "errorCode": "NOT_FOUND", "errorParams": { "kind": "user", "id": 7 } }
\`\`\`

\`error\` is English and for people; go by \`errorCode\`, which stays. Each operation lists the codes it knows.

## Who calls

Send \`Authorization: Bearer <token>\` with the admin token or an API key, or the same value in the cookie \`auth-token\`.
Browsers that signed in at \`POST /api/auth/login\` hold a session in that cookie instead.

| role | who | may |
|---|---|---|
| admin | the admin token; keys of admins that may sign in | everything |
| user | keys that may sign in | what is their own |
| read-only | keys that may not sign in | the actions of *My usage* |

Answers never hold a whole API key except the one that makes it: store it then. Amounts are in USD, times in ISO 8601.`;

/** Whom each access lets in, as operations say it. */
export const ACCESS_SENTENCES = {
  admin: "For admins.",
  user: "For everybody who may sign in.",
  "read-only": "For every live key, also those that may not sign in.",
} as const;
