// Serves saved units where there is no line, and nothing else. A page that the site can answer always comes from the
// site; only when it cannot does the kept copy answer, or the page that lists what is kept.

const KEPT = "trigpoint-units";
const UNIT = /^\/learn\/units\/([^/]+)\//;
const INSTEAD = "/learn/offline/";

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

const kept = async (path) => (await caches.open(KEPT)).match(path, { ignoreVary: true, ignoreSearch: true });

const page = async (path) => {
  const unit = UNIT.exec(path);
  return (unit && (await kept(`/learn/units/${unit[1]}/saved/`))) || (await kept(INSTEAD)) || Response.error();
};

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== self.location.origin) return;
  if (request.mode === "navigate") {
    event.respondWith(fetch(request).catch(() => page(address.pathname)));
  } else if (address.pathname.startsWith("/static/")) {
    event.respondWith(fetch(request).catch(async () => (await kept(address.pathname)) || Response.error()));
  }
});
