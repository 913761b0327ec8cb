import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { PDFDocument } from 'pdf-lib'
import { type Payload, writeBag } from '../../server/archive/bag.ts'
import { closeArchive } from '../../server/archive/dossier.ts'
import { chineseTitle, toldInChinese } from '../../server/archive/natureWords.ts'
import { filesOf } from '../../server/archive/package.ts'
import { examineNatures, type Nature } from '../../server/archive/verify/natures.ts'
import { dangersIn } from '../../server/documents/dangers.ts'
import { rulebook } from '../../server/law/rulebook.ts'
import { refusal } from '../evaluation/deeds.ts'

const law = rulebook('G-2017')
const NEEDED = [
  'tender.published',
  'tender.noticeIssued',
  'bid.sealed',
  'opening.recorded',
  'draw.drawn',
  'panel.seated',
]
const facts = [...NEEDED, 'evaluation.reportSigned', 'award.publicityIssued', 'award.noticesIssued', 'award.contracted']
const bytes = (text: string) => new TextEncoder().encode(text)

async function aPdf(script?: string): Promise<Uint8Array> {
  const doc = await PDFDocument.create()
  doc.addPage()
  if (script) doc.addJavaScript('open', script)
  return doc.save()
}

describe('the closing of a file', () => {
  const complete = {
    tender: 'T1',
    stage: 'contracted',
    facts: facts.map((type) => ({ type })),
    drawSigned: true,
    trust: { facts: 1, last: 'f' },
  }
  const unsigned = ['评标专家抽取记录']

  it('waits for the signatures that its papers name, or for a reason in writing', () => {
    const refused = refusal(() => closeArchive({ ...complete, unsigned }, law))
    expect(refused).to.include({ code: 'ARCHIVE_UNSIGNED', article: law.signedDocuments.article })
    expect(refused.facts).to.deep.equal({ papers: unsigned })
  })

  it('takes the reason into the fact, and says nothing where all have signed', () => {
    const [closed] = closeArchive({ ...complete, unsigned, reason: '操作人员离职，经通知未签' }, law)
    expect(closed?.data).to.deep.include({ unsigned: { papers: unsigned, reason: '操作人员离职，经通知未签' } })
    const [whole] = closeArchive({ ...complete, unsigned: [], reason: '没有缺签' }, law)
    expect(whole?.data).to.not.have.property('unsigned')
  })
})

describe('the four natures of a package', () => {
  let folder: string
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'yangguang-natures-'))
  })
  after(() => rm(folder, { recursive: true }))

  let number = 0
  const packed = async (changed: Record<string, Uint8Array>): Promise<string> => {
    const lines = facts.map((type, i) => JSON.stringify({ fact: { id: `${i}`, type, at: 1, data: {} }, salt: '' }))
    const files: Record<string, Uint8Array> = {
      'facts.jsonl': bytes(`${lines.join('\n')}\n`),
      'index.html': bytes('<!doctype html><h1>目录</h1>'),
      'documents/award-contracted-0.pdf': await aPdf(),
      ...changed,
    }
    async function* payload(): AsyncGenerator<Payload> {
      for (const [path, content] of Object.entries(files))
        yield {
          path,
          read: async function* () {
            yield content
          },
        }
    }
    const file = join(folder, `${++number}.zip`)
    await writeBag(file, payload(), {})
    return file
  }
  const wrongIn = async (changed: Record<string, Uint8Array>, id: Nature['id']): Promise<string[]> => {
    const natures = await examineNatures(await packed(changed), [])
    const checks = natures.find((one) => one.id === id)?.checks ?? []
    return checks.filter(({ verdict }) => verdict !== 'valid').map((check) => check.id)
  }

  it('a plain package is safe, its papers open, and nothing that the law asks for is missing', async () => {
    expect(await wrongIn({}, 'safe')).to.deep.equal([])
    expect(await wrongIn({}, 'usable')).to.not.include('pdfs')
    expect(await wrongIn({}, 'whole')).to.not.include.members(['needed', 'index', 'bag'])
  })

  it('a script in a paper, a page that loads something, a file of no known kind: it is not safe', async () => {
    expect(await wrongIn({ 'documents/x-1.pdf': await aPdf('app.alert(1)') }, 'safe')).to.deep.equal(['scripts'])
    expect(await wrongIn({ 'index.html': bytes('<script>1</script>') }, 'safe')).to.deep.equal(['pages'])
    expect(await wrongIn({ 'index.html': bytes('<img src="https://x.example/1.png">') }, 'safe')).to.deep.equal([
      'pages',
    ])
    expect(await wrongIn({ 'documents/setup.exe': bytes('MZ') }, 'safe')).to.deep.equal(['kinds'])
  })

  it('a paper that does not open is not usable; a fact of the law that is missing is not whole', async () => {
    expect(await wrongIn({ 'documents/x-1.pdf': bytes('%PDF-1.7 broken') }, 'usable')).to.include('pdfs')
    const less = JSON.stringify({ fact: { id: '0', type: 'tender.published', at: 1, data: {} }, salt: '' })
    expect(await wrongIn({ 'facts.jsonl': bytes(`${less}\n`) }, 'whole')).to.include('needed')
  })

  it('a package without log and signatures is not authentic: nothing is assumed', async () => {
    const natures = await examineNatures(await packed({}), [])
    const authentic = natures.find(({ id }) => id === 'authentic')
    expect(authentic?.verdict).to.not.equal('valid')
  })

  it('names what acts in a PDF, and nothing in a plain one', async () => {
    expect(await dangersIn(await aPdf())).to.deep.equal([])
    expect(await dangersIn(await aPdf('app.alert(1)'))).to.include('JavaScript')
  })

  it('lists each file under the name that its fact gives it', async () => {
    const pdf = await aPdf()
    const { createHash } = await import('node:crypto')
    const sha256 = createHash('sha256').update(pdf).digest('hex')
    const data = { title: '招标文件', file: 'a.pdf', sha256 }
    const fact = { id: '1', type: 'tender.published', at: 7, data: { documents: [data] } }
    const file = await packed({
      'facts.jsonl': bytes(`${JSON.stringify({ fact, salt: '' })}\n`),
      'documents/award-contracted-0.pdf': pdf,
    })
    const found = (await filesOf(file, new Map())).find(({ hash }) => hash === sha256)
    expect(found).to.deep.include({ name: '招标文件\ndocuments/award-contracted-0.pdf', madeAt: 7, pages: 1 })
  })

  it('tells in Chinese what the program found, and leaves what it has no words for', () => {
    expect(toldInChinese('59 documents, 115 signatures in them')).to.equal(
      '59 件文书与事实所载指纹相符，内含 115 个有效签章',
    )
    expect(toldInChinese('2 files are not as listed: a; b')).to.equal('2 files are not as listed: a; b')
    expect(chineseTitle('时间戳 trusted timestamps')).to.equal('时间戳')
  })
})
