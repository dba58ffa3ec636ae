"use client";
import dynamic from "next/dynamic";
import { useEffect, useState } from "react";
import "swagger-ui-react/swagger-ui.css";

/** It reads the page it stands on: there is nothing of it to draw on the server. */
const SwaggerUi = dynamic(() => import("swagger-ui-react"), { ssr: false });

const DOCUMENT = "/api/actions/openapi.json";

/** The actions, to read and to try with the cookie of whoever is signed in. */
export function ApiExplorer() {
  const [document, setDocument] = useState<object | null>(null);
  useEffect(() => {
    void fetch(DOCUMENT)
      .then((response) => response.json() as Promise<object>)
      // Calls go where the page came from, whatever APP_URL says: the cookie is this address's.
      .then((read) => setDocument({ ...read, servers: [{ url: window.location.origin }] }));
  }, []);
  return document && <SwaggerUi spec={document} docExpansion="none" tryItOutEnabled persistAuthorization />;
}
