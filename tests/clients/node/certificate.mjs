// What a program sees that does not trust the development certificate. The libraries call fetch or node:https.
import { failureOf, print } from "./program.mjs";
import https from "node:https";

const { SANDBOX } = process.env;

print({
  fetch: await failureOf(() => fetch(`${SANDBOX}/common/v2.0/.well-known/openid-configuration`)),
  https: await failureOf(() => new Promise((resolve, reject) => https.get(SANDBOX, resolve).on("error", reject))),
});
