// Other people's code: checks a credential that we signed, or signs one for us to check. Nothing is fetched.
// node check.mjs verify < {"credential", "contexts", "did"}   prints {"verified", "error"}
// node check.mjs sign   < {"credential", "contexts"}          prints the signed credential
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import * as Ed25519Multikey from '@digitalbazaar/ed25519-multikey';
import {cryptosuite} from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import * as vc from '@digitalbazaar/vc';

const chunks = [];
for await (const chunk of process.stdin) {
  chunks.push(chunk);
}
const given = JSON.parse(Buffer.concat(chunks).toString());

const known = new Map(Object.entries(given.contexts));
if (given.did) {
  known.set(given.did.id, given.did);
  for (const method of given.did.verificationMethod) {
    known.set(method.id, {'@context': 'https://w3id.org/security/multikey/v1', ...method});
  }
}

const documentLoader = async (url) => {
  if (known.has(url)) {
    return {contextUrl: null, documentUrl: url, document: known.get(url)};
  }
  throw new Error(`not given, and never fetched: ${url}`);
};

if (process.argv[2] === 'verify') {
  const suite = new DataIntegrityProof({cryptosuite});
  const checkStatus = async () => ({verified: true});
  const now = new Date(given.now);
  const found = await vc.verifyCredential({credential: given.credential, suite, documentLoader, checkStatus, now});
  process.stdout.write(JSON.stringify({verified: found.verified, error: found.error ? String(found.error.errors ?? found.error) : ''}));
} else {
  const pair = await Ed25519Multikey.generate();
  const did = `did:key:${pair.publicKeyMultibase}`;
  const key = await Ed25519Multikey.from({
    ...(await pair.export({publicKey: true, secretKey: true})),
    id: `${did}#${pair.publicKeyMultibase}`,
    controller: did
  });
  const suite = new DataIntegrityProof({signer: key.signer(), cryptosuite});
  const credential = {...given.credential, issuer: did};
  process.stdout.write(JSON.stringify(await vc.issue({credential, suite, documentLoader})));
}
