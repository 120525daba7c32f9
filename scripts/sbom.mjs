// node scripts/sbom.mjs: prints the bill of materials of what production runs on, CycloneDX 1.5, read from the lockfile.
// `npm sbom --omit=dev` leaves out whatever a development tool needs too, the framework and the database driver among it.
import { readFileSync } from 'node:fs';

const lock = JSON.parse(readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8'));
const { '': house, ...packages } = lock.packages;
const shipped = Object.entries(packages).filter(([, { dev }]) => !dev);
const refs = new Map(shipped.map(([place, { version }]) => [place, purl(nameOf(place), version)]));

const bom = {
  $schema: 'http://cyclonedx.org/schema/bom-1.5.schema.json',
  bomFormat: 'CycloneDX',
  specVersion: '1.5',
  version: 1,
  metadata: {
    component: {
      type: 'application',
      'bom-ref': purl(lock.name, lock.version),
      name: lock.name,
      version: lock.version,
      purl: purl(lock.name, lock.version),
      licenses: [{ expression: house.license }],
    },
  },
  components: unique(shipped.map(component)),
  dependencies: [
    { ref: purl(lock.name, lock.version), dependsOn: neededBy('', house) },
    ...unique(shipped.map(([place, entry]) => ({ ref: refs.get(place), dependsOn: neededBy(place, entry) }))),
  ],
};
console.log(JSON.stringify(bom, null, 2));

function component([place, { version, integrity, license, optional, devOptional }]) {
  const [scope, name] = nameOf(place).startsWith('@') ? nameOf(place).split('/') : [undefined, nameOf(place)];
  return {
    type: 'library',
    'bom-ref': refs.get(place),
    ...(scope && { group: scope }),
    name,
    version,
    scope: optional || devOptional ? 'optional' : 'required',
    purl: refs.get(place),
    hashes: [
      { alg: 'SHA-512', content: Buffer.from(integrity.slice('sha512-'.length), 'base64').toString('hex') },
    ],
    ...(license && { licenses: [{ expression: license }] }),
  };
}

/** As Node looks for them: in the package's own folder, then in the one above, and so on. */
function neededBy(place, { dependencies = {}, optionalDependencies = {} }) {
  const found = Object.keys({ ...dependencies, ...optionalDependencies }).map((name) => {
    for (let from = place; ; from = from.slice(0, Math.max(from.lastIndexOf('/node_modules/'), 0))) {
      const ref = refs.get(`${from === '' ? '' : `${from}/`}node_modules/${name}`);
      if (ref || from === '') return ref;
    }
  });
  return [...new Set(found.filter((ref) => ref !== undefined))].sort();
}

/** The same package may lie in several folders. */
function unique(entries) {
  return [...new Map(entries.map((entry) => [entry['bom-ref'] ?? entry.ref, entry])).values()];
}

function nameOf(place) {
  return place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length);
}

function purl(name, version) {
  return `pkg:npm/${name.replace('@', '%40')}@${version}`;
}
