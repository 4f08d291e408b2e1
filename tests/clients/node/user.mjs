// The user of a program: opens the address that a client library made, signs in, consents, and returns the answer that
// goes to the app's redirect URI. A browser does the same. Nothing listens at the redirect URI.
import https from "node:https";

// The hidden fields of the form that a button belongs to. A page may have several forms.
const fields = (html, button) => {
  const form = html.split("<form ").find((part) => part.split("</form>")[0].includes(`name="${button}"`));
  return [...form.split("</form>")[0].matchAll(/<input[^>]*type="hidden"[^>]*>/g)].map(([input]) => [
    /name="([^"]*)"/.exec(input)[1],
    /value="([^"]*)"/.exec(input)[1],
  ]);
};

export class User {
  #cookies = new Map();

  // Signs in as `account`, and records the headings and scopes of the consent pages on the way.
  async signIn(address, account) {
    const { page, consents } = await this.#goThrough(await this.#send("GET", new URL(address)), account);
    if (!page.location) {
      throw new Error(`${page.address} (${page.status}) is neither a page of a sign-in nor an answer: ${page.body}`);
    }

    return { answer: Object.fromEntries(new URL(page.location).searchParams), location: page.location, consents };
  }

  // Types the code that a device shows, signs in there as `account`, and confirms.
  async approve(address, userCode, account) {
    const form = await this.#send("GET", new URL(address));
    const { page } = await this.#goThrough(await this.#submit(form, ["user_code", userCode]), account);
    if (!page.body.includes("You are signed in on the device")) {
      throw new Error(`${page.address} (${page.status}) does not say that the device is signed in: ${page.body}`);
    }
  }

  // Answers the pages of a sign-in, up to a page that is none of them or a redirect that leaves the sandbox.
  async #goThrough(page, account) {
    const sandbox = page.address.origin;
    const consents = [];
    for (let step = 0; step < 20; step++) {
      if (page.location) {
        const target = new URL(page.location, page.address);
        if (target.origin !== sandbox) {
          return { page, consents };
        }

        page = await this.#send("GET", target);
      } else if (page.body.includes('name="consent"')) {
        consents.push([...page.body.matchAll(/<code>([^<]*)<\/code>/g)].map(([, scope]) => scope));
        page = await this.#submit(page, ["consent", "accept"]);
      } else if (page.body.includes('name="account"')) {
        page = await this.#submit(page, ["account", account]);
      } else if (page.body.includes('name="action" value="continue"')) {
        page = await this.#submit(page, ["action", "continue"]);
      } else {
        return { page, consents };
      }
    }

    throw new Error(`The sign-in does not end. It is at ${page.address}.`);
  }

  #submit(page, button) {
    return this.#send("POST", page.address, new URLSearchParams([...fields(page.body, button[0]), button]).toString());
  }

  #send(method, address, form) {
    const headers = { Cookie: [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; ") };
    if (form !== undefined) {
      headers["Content-Type"] = "application/x-www-form-urlencoded";
      headers.Origin = address.origin;
    }

    return new Promise((resolve, reject) => {
      const request = https.request(address, { method, headers }, (response) => {
        for (const cookie of response.headers["set-cookie"] ?? []) {
          const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie);
          this.#cookies.set(name, value);
        }

        let body = "";
        response.setEncoding("utf8");
        response.on("data", (text) => (body += text));
        response.on("end", () => resolve({ address, status: response.statusCode, location: response.headers.location, body }));
      });
      request.on("error", reject);
      request.end(form);
    });
  }
}
