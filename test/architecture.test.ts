import { readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { expect } from 'chai'
import { longestFunctions } from './world/functions.ts'

interface Import {
  from: string
  to: string
  type: boolean
}

const folders = ['client', 'crypto', 'migrations', 'server', 'templates', 'test']
const files = folders
  .flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)))
  .filter((file) => /\.tsx?$/.test(file))
const product = files.filter((file) => !file.startsWith('test/'))
const text = new Map(files.map((file) => [file, readFileSync(file, 'utf8')]))
const read = (file: string): string => text.get(file) ?? ''

const importLine =
  /^(?:import|export)\b(\s+type\b)?[^'";]*?\bfrom\s+'([^']+)'|^import\s+'([^']+)'|\bimport\('([^']+)'\)/gm

function importsOf(file: string): Import[] {
  return [...read(file).matchAll(importLine)].map(([, type, ...named]) => {
    const name = named.find(Boolean) ?? ''
    return { from: file, to: name.startsWith('.') ? join(dirname(file), name) : name, type: type !== undefined }
  })
}

const imports = product.flatMap(importsOf)
const ours = (name: string): boolean => /^(server|crypto|templates|client|migrations|test)\//.test(name)
const under = (folder: string) => (name: string) => name.startsWith(`${folder}/`)
const shown = (found: Import[]): string[] => found.map(({ from, to }) => `${from} -> ${to}`)

/** What `folder` imports against its rule. */
const against = (inside: (file: string) => boolean, allowed: (one: Import) => boolean): string[] =>
  shown(imports.filter((one) => inside(one.from) && !allowed(one)))

// the procedure's order: a domain knows only those to its left
const domains = [
  'identity',
  'regions',
  'projects',
  'tenders',
  'papers',
  'questions',
  'deposits',
  'bids',
  'opening',
  'outages',
  'experts',
  'prequalification',
  'invitation',
  'qualification',
  'evaluation',
  'award',
  'complaints',
  'archive',
  'supervision',
]
const domainOf = (file: string): number => domains.findIndex((domain) => file.startsWith(`server/${domain}/`))

/**
 * A domain's files with I/O: deeds, tables, routes and views, what answers facts, papers, and ports. `domain.ts` puts them
 * together; `archive/verify` is the auditor's program, which reads files. Every other file of a domain is pure.
 */
const io =
  /^(\w*[cC]ommands|store|routes|\w*[vV]iews|domain|reactions|record|report|receipt|opener|volumes|package|bank|payment|account|bundle|bag|notice|pages?|papers?|room|pool|drawing|transcript)\.ts$/
const inDomain = (file: string): boolean => domainOf(file) >= 0
const pure = (file: string): boolean =>
  inDomain(file) && !io.test(basename(file)) && !under('server/archive/verify')(file)

describe('The house', () => {
  it('crypto imports packages and its own files, nothing of Node and nothing of ours', () => {
    expect(
      against(under('crypto'), ({ to }) => under('crypto')(to) || (!ours(to) && !to.startsWith('node:'))),
    ).to.deep.equal([])
  })

  it('templates import templates', () => {
    expect(against(under('templates'), ({ to }) => under('templates')(to))).to.deep.equal([])
  })

  it('the law imports nothing but itself', () => {
    expect(against(under('server/law'), ({ to }) => under('server/law')(to))).to.deep.equal([])
  })

  it('ledger, access, rooms, web, documents, audit and platform know no domain, but for types in the policy', () => {
    const beneath = /^server\/(ledger|access|rooms|web|documents|audit|platform)\//
    const policy = /^server\/access\/(parties\.ts$|rows\/)/
    const allowed = ({ from, to, type }: Import) => !inDomain(to) || (type && policy.test(from))
    expect(against((file) => beneath.test(file), allowed)).to.deep.equal([])
  })

  it('a domain imports from itself and from the domains to its left', () => {
    expect(against(inDomain, ({ from, to }) => !inDomain(to) || domainOf(to) <= domainOf(from))).to.deep.equal([])
  })

  it('the pure files of a domain do no I/O: no Node, no database, no web, no waiting', () => {
    const outside = ({ to, type }: Import) => !/^(node:|sequelize|express|ws$)/.test(to) || type
    expect(against(pure, outside)).to.deep.equal([])
    expect(product.filter((file) => pure(file) && /\bawait\b/.test(read(file)))).to.deep.equal([])
  })

  it('the pure files of a domain import law, crypto, descriptions of facts and other pure files', () => {
    // route.ts gives the shape of an id, statement.ts the hash of what was shown; diff compares two texts; JSON is data
    const known =
      /^(crypto\/|server\/law\/|server\/ledger\/(event|eye)\.ts|server\/web\/route\.ts|server\/access\/statement\.ts|zod|diff$|.*\.json$)/
    const allowed = ({ to, type }: Import) =>
      known.test(to) || pure(to) || (type && /^server\/(ledger|platform)\//.test(to))
    expect(against(pure, allowed)).to.deep.equal([])
  })

  it('the client imports crypto, law, the policy, the rooms\u2019 protocol and pure files of domains', () => {
    const known = /^(client\/|crypto\/|server\/law\/|server\/access\/(policy|parties)\.ts|server\/rooms\/protocol\.ts)/
    const allowed = ({ to, type }: Import) =>
      !ours(to) || known.test(to) || pure(to) || (type && (inDomain(to) || under('server/ledger')(to)))
    expect(against(under('client'), allowed)).to.deep.equal([])
    expect(against(under('client/src'), ({ to }) => !to.startsWith('node:'))).to.deep.equal([])
  })

  it('what the client reaches, however far, does no I/O of the server', () => {
    const reached = new Set(files.filter(under('client/src')))
    for (const file of reached) for (const { to, type } of importsOf(file)) if (!type && ours(to)) reached.add(to)
    const outside = ({ to, type }: Import) => !type && /^(node:|sequelize|express|ws$)/.test(to)
    expect(shown([...reached].flatMap(importsOf).filter(outside))).to.deep.equal([])
  })

  it('nothing of the server imports the client, a test or a migration', () => {
    expect(against(under('server'), ({ to }) => !/^(client|test|migrations)\//.test(to))).to.deep.equal([])
    expect(against(under('migrations'), ({ to }) => under('migrations')(to) || to === 'sequelize')).to.deep.equal([])
  })

  it('Bull, Redis, SQLite and Express stand behind their adapters', () => {
    const only: Record<string, RegExp> = {
      bull: /^server\/platform\/queue\.bull\.ts$/,
      ioredis: /^server\/platform\/queue\.bull\.ts$/,
      redis: /^server\/platform\/wire\.redis\.ts$/,
      '@photostructure/sqlite': /^server\/platform\/sqlite\.driver\.ts$/,
      mysql2: /^server\/platform\/database\.ts$/,
      express: /^server\/web\//,
      'pdf-lib': /^crypto\/pdf\/|^server\/documents\/|^server\/cli\//,
      sequelize: /^server\/|^migrations\//,
    }
    expect(
      against(
        () => true,
        ({ from, to }) => only[to]?.test(from) !== false,
      ),
    ).to.deep.equal([])
  })

  it('every import of ours is relative, ends in .ts or .tsx and leads to a file', () => {
    const lost = imports.filter(({ to }) => ours(to) && !/\.(json|css)$/.test(to) && !text.has(to))
    expect(shown(lost)).to.deep.equal([])
  })
})

describe('The house\u2019s manners', () => {
  const server = product.filter((file) => /^(server|crypto|templates|migrations)\//.test(file))
  /** Lines of `among` that match and stand in no file of `except`. */
  const lines = (among: string[], what: RegExp, except: RegExp): string[] =>
    among.filter(
      (file) =>
        !except.test(file) &&
        read(file)
          .split('\n')
          .some((line) => what.test(line)),
    )

  it('only the configuration reads the environment; the demo passes it on to its servers', () => {
    expect(lines(product, /process\.env/, /^server\/(config|cli\/demo|cli\/demo\/servers)\.ts$/)).to.deep.equal([])
  })

  it('only the platform\u2019s clock asks the machine for the time; the demo measures how long it waits', () => {
    // main.ts stamps the lines of its log before there is a platform
    expect(
      lines(server, /Date\.now\(|new Date\(\)/, /^server\/(platform\/clock|main)\.ts$|^server\/cli\//),
    ).to.deep.equal([])
    // the page adds the server's offset to its own clock; the room notes when it last heard
    const client = product.filter(under('client'))
    expect(
      lines(client, /Date\.now\(|new Date\(\)/, /^client\/src\/(net\/(useClock|room)\.ts|app\/ServerTime\.tsx)$/),
    ).to.deep.equal([])
  })

  it('periods are counted by the published calendar: the shipped years only found it', () => {
    const founds = ['server/law/periods.ts', 'server/platform/holidays.ts', 'server/archive/verify/lawful.ts']
    const takers = product.filter((file) => read(file).includes('shippedCalendar') && !founds.includes(file))
    expect(takers).to.deep.equal([])
  })

  it('nobody chooses with Math.random', () => {
    expect(lines(product, /Math\.random/, /^$/)).to.deep.equal([])
  })

  it('money and scores are never floats', () => {
    expect(lines(server, /parseFloat|toFixed/, /^templates\/pages\/html\.ts$|^server\/cli\//)).to.deep.equal([])
  })

  it('a file is named for what is in it', () => {
    const vague = /Manager|Helper|Util|Common|Base|Impl|Service|Data|Info|Handler|Processor|DTO/
    const small = /(^|[.-])(manager|helper|util|utils|common|base|impl|service|info|handler|processor|dto)s?\./
    expect(files.filter((file) => vague.test(basename(file)) || small.test(basename(file)))).to.deep.equal([])
  })

  it('a migration has a number of its own', () => {
    const numbers = files.map((file) => /^migrations\/(\d{4})_/.exec(file)?.[1]).filter(Boolean)
    expect(numbers).to.have.lengthOf(new Set(numbers).size).and.not.be.empty
  })

  it('a file has at most 250 lines', () => {
    const long = files.filter((file) => read(file).trimEnd().split('\n').length > 250)
    expect(long).to.deep.equal([])
  })

  it('a function has at most 40 lines', () => {
    // tests are lists of examples; a screen's markup and a hook (a screen's state and its small closures) count by their file
    const counted = product.filter((file) => !file.endsWith('.tsx') && !/\/use[A-Z]\w+\.ts$/.test(file))
    expect(counted.flatMap((file) => longestFunctions(file, read(file), 40))).to.deep.equal([])
  })

  it('a function that is too long is seen, whichever way it is written', () => {
    const body = `{\n${'  step()\n'.repeat(39)}}`
    const ways = [
      `function f(a: number): void ${body}`,
      `const f = async () => ${body}`,
      `class A {\n  async f(a: string) ${body}\n}`,
    ]
    for (const way of ways) {
      expect(longestFunctions('a.ts', way, 40)).to.have.lengthOf(1)
      expect(longestFunctions('a.ts', way, 41)).to.deep.equal([])
    }
  })

  it('no test is skipped for good and none stands alone', () => {
    const word = ['skip', 'only'].join('|')
    const alone = new RegExp(`\\b(it|describe)\\.(${word})\\(`)
    expect(files.filter((file) => file.startsWith('test/') && alone.test(read(file)))).to.deep.equal([])
  })
})
