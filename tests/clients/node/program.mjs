// What the programs of this folder share. Import it first: from then on, the program reaches this machine only, as on a
// laptop without internet. A library that calls a server of Microsoft therefore fails in the same way on every machine.
import dns from "node:dns";

const lookup = dns.lookup;

// The other hosts that the program tried to reach.
export const otherHosts = new Set();

dns.lookup = (host, ...rest) => {
  if (host === "localhost") {
    return lookup(host, ...rest);
  }

  otherHosts.add(host);
  const error = Object.assign(new Error(`getaddrinfo ENOTFOUND ${host}`), { code: "ENOTFOUND", hostname: host });
  process.nextTick(rest.at(-1), error);
};

for (const name of ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"]) {
  delete process.env[name];
  delete process.env[name.toLowerCase()];
}

// Moves the clock of this program, so that a library renews the tokens that it has in its cache.
export const moveClock = (hours) => {
  const Original = Date;
  globalThis.Date = class extends Original {
    constructor(...given) {
      super(...(given.length === 0 ? [Date.now()] : given));
    }

    static now() {
      return Original.now() + hours * 3_600_000;
    }
  };
};

// What a developer sees of a failure, with its causes.
export const failureOf = async (action) => {
  try {
    await action();
    return null;
  } catch (error) {
    return describe(error);
  }
};

export const describe = (error) => {
  const texts = [];
  for (let each = error; each instanceof Error; each = each.cause?.err ?? each.cause) {
    const description = each.error_description ?? each.cause?.error_description ?? "";
    texts.push(`${each.name} ${each.error ?? each.code ?? each.errorCode ?? ""}: ${each.message} ${description}`.trim());
  }

  return texts.join(" <- ");
};

// An API call with a bearer token, as an app makes it without an SDK.
export const get = async (address, accessToken) => {
  const response = await fetch(address, { headers: { Authorization: `Bearer ${accessToken}` } });
  return { status: response.status, body: await response.json() };
};

export const print = (result) => console.log(JSON.stringify({ ...result, otherHosts: [...otherHosts] }));
