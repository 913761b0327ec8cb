import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'chai'
import { PDFDocument } from 'pdf-lib'
import writeXlsx from 'write-excel-file/node'
import { readSheet } from '../../client/src/pieces/spreadsheet.ts'
import type { ItemRow } from '../../client/src/sealing/form.ts'
import { cellsOf } from '../../client/src/sealing/priceSheet.ts'
import { checkPdf } from '../../crypto/pdf/signatures.ts'
import { buildClient } from '../../server/cli/demo/build.ts'
import { purchasePlayed } from '../../server/cli/demo/purchase.ts'
import { deposits } from '../../server/cli/demo/steps/deposits.ts'
import { publishNotice } from '../../server/cli/demo/steps/notice.ts'
import type { World } from '../../server/cli/demo/world.ts'
import { isSound, verdicts, wants } from '../documents/tools.ts'
import { world as startWorld, type TestWorld } from '../world/world.ts'
import { chromiumHere, picture, type Watched, type Window, watchedBrowser } from './chromium.ts'
import { chooseVolumes, pasteRows, sayWhoBids, signAndSubmit, volumesOf } from './pages/bidding.ts'
import { enter } from './pages/door.ts'

const SUPPLIER = 'supplier-2'
const ROW: ItemRow = { name: '平板', spec: 'JC-86', quantity: '60 台', unitPrice: '32000.00', service: '三年质保' }
const SECOND: ItemRow = { ...ROW, name: '录播主机', spec: 'LB-20', unitPrice: '12800' }

describe('A supplier composes a bid with a blind volume, in a browser', function () {
  this.timeout(360_000)
  this.bail(true)
  const chromium = chromiumHere()
  let running: TestWorld
  let world: World
  let browser: Watched
  let supplier: Window
  let files: Record<string, string>
  const uploads: string[] = []
  const at = (name: string): string => join(world.folder, name)
  const volume = (name: string) => supplier.page.locator(`input[type=file][aria-label="${name}"]`)

  before(async function () {
    if (!chromium) return this.skip()
    await buildClient(() => undefined)
    running = await startWorld({ tender: 'purchase', played: purchasePlayed })
    world = running.world
    browser = await watchedBrowser(chromium)
    await publishNotice(world, { ...purchasePlayed.draft, blind: { pages: 40 } })
    await deposits(world)
    files = await volumesOf(world, SUPPLIER)
    const keeping: Watched = { ...browser, open: (origin) => browser.open(origin, true) } // what it saves is looked at
    supplier = await enter(keeping, world, SUPPLIER, `/b/${world.tender}/seal`)
    supplier.page.setDefaultTimeout(20_000)
    supplier.context.on('request', (asked) => {
      if (asked.method() === 'POST' && /\/api\/v1\/uploads$/.test(asked.url())) uploads.push(asked.url())
    })
  })
  after(async () => {
    await browser?.close()
    await running?.stop()
  })

  it('is told of each file what it is, and what stops it', async () => {
    const { page } = supplier
    await chooseVolumes(supplier, files)
    await writeFile(at('报价单.pdf'), 'PK\u0003\u0004 a spreadsheet')
    const doc = await PDFDocument.create()
    doc.addPage([842, 1191])
    await writeFile(at('图纸.pdf'), await doc.save())
    await volume('商务标').setInputFiles([at('报价单.pdf'), at('图纸.pdf')])
    await page.getByText('不是 PDF 文件（内容为ZIP/Word/Excel）').waitFor()
    await page.getByText('第 1 页：非 A4 页面（297×420 毫米）').waitFor()
    await volume('报价').setInputFiles(files['business'] ?? '')
    await page.getByText('与 商务标.pdf 内容相同').waitFor()
    await picture(supplier, 'compose-files')
    await page.getByRole('button', { name: '移除 报价单.pdf' }).click()
    await page.getByRole('button', { name: '移除 商务标.pdf' }).last().click()
    await page.getByText('与 商务标.pdf 内容相同').waitFor({ state: 'detached' })
  })

  it('takes its price list out to a spreadsheet and back, and is told where one is wrong', async () => {
    const { page } = supplier
    await pasteRows(page, '主要标的', [[ROW.name, ROW.spec, ROW.quantity, ROW.unitPrice, ROW.service]])
    const saved = page.waitForEvent('download')
    await page.getByRole('button', { name: '导出 Excel' }).click()
    const out = await readFile(await (await saved).path())
    expect(await readSheet('out.xlsx', new Uint8Array(out))).to.deep.equal(cellsOf([ROW]))
    const sheet = async (name: string, rows: ItemRow[]): Promise<void> => {
      const cells = cellsOf(rows).map((row) => row.map((value) => ({ value, type: String })))
      await writeFile(at(name), await writeXlsx(cells, {}).toBuffer())
      await page.locator('input[aria-label="导入报价明细"]').setInputFiles(at(name))
    }
    await sheet('bad.xlsx', [ROW, { ...SECOND, unitPrice: '12,8.005' }])
    await page.getByText('第 3 行“单价（元）”：不是金额（最多两位小数）').waitFor()
    expect(await page.getByLabel('名称，第 2 行').count(), 'nothing was taken in').to.equal(0)
    await picture(supplier, 'compose-sheet')
    await sheet('good.xlsx', [ROW, SECOND])
    await page.getByText('已导入 2 行').waitFor()
    await page.getByLabel('名称，第 2 行').press('Enter')
    await page.keyboard.type('键盘')
    expect(await page.getByLabel('名称，第 3 行').inputValue(), 'Enter began a row').to.equal('键盘')
    await page.getByRole('button', { name: '移除第 3 行' }).click()
  })

  it('finds its own name in the blind volume, with the pages, and nothing in one that was cleaned', async () => {
    const { page } = supplier
    await fillOffer()
    await page.getByRole('button', { name: '检查暗标' }).click()
    const { name = '' } = world.as(SUPPLIER).person.organisation ?? {}
    await page.getByText(new RegExp(`技术标.pdf：第 .*页：可识别投标人身份：“${name}”`)).waitFor()
    await page.getByRole('button', { name: '检查、加密并上传' }).click()
    await page.getByText('暗标中有可识别身份的内容，见下', { exact: true }).waitFor()
    await picture(supplier, 'compose-blind')
    const clean = await PDFDocument.create({ updateMetadata: false })
    clean.addPage([595, 842])
    await writeFile(at('技术标.pdf'), await clean.save())
    await volume('技术标').setInputFiles(at('技术标.pdf'))
    await page.getByRole('button', { name: '检查暗标' }).click()
    await page.getByText('没有发现可识别身份的内容').waitFor()
    await page.getByText('暗标，不签章').waitFor()
  })

  it('goes back while its files are being signed, and that sealing does not come back', async () => {
    const { page } = supplier
    let release = (): void => undefined
    const held = new Promise<void>((asked) => {
      void page.route(
        '**/api/v1/account/stamp',
        async (route) => {
          asked()
          await new Promise<void>((done) => {
            release = done
          })
          await route.continue()
        },
        { times: 1 },
      )
    })
    await page.getByRole('button', { name: '检查、加密并上传' }).dblclick()
    await held
    await page.getByRole('button', { name: '取消', exact: true }).click()
    await page.getByLabel('投标报价（元）').fill('2680000')
    const answered = page.waitForResponse('**/api/v1/account/stamp')
    release()
    await answered
  })

  it('sees where the seal will stand, signs all with one PIN, and strangers find the signatures valid', async function () {
    wants(this, 'pdfsig', 'qpdf')
    const { page } = supplier
    await page.getByRole('button', { name: '预览 商务标.pdf' }).click()
    await page.getByText('印章将出现的位置（尚未签名）', { exact: false }).waitFor()
    await page.getByRole('img', { name: /^第 \d+ 页$/ }).waitFor()
    await picture(supplier, 'compose-preview')
    await page.getByRole('button', { name: '现在签章（3 个文件）' }).click()
    await page.getByText('签名有效，覆盖全文', { exact: false }).nth(2).waitFor()
    const saved = page.waitForEvent('download')
    await page.getByRole('button', { name: '另存已签章的 商务标.pdf' }).click()
    const signed = new Uint8Array(await readFile(await (await saved).path()))
    expect(verdicts(signed)).to.deep.equal(['Signature Validation: Signature is Valid.'])
    expect(isSound(signed)).to.equal(true)
    const [own] = await checkPdf(signed)
    expect(own?.by.certificate.organisationCode).to.equal(world.as(SUPPLIER).person.organisation?.code)
    const before = await readFile(files['business'] ?? '')
    expect(Buffer.compare(Buffer.from(signed.subarray(0, before.length)), before)).to.equal(0)
    await picture(supplier, 'compose-signed')
  })

  it('is verified where it lies before it is submitted: roots, key and signatures', async () => {
    const { page } = supplier
    await page.getByRole('button', { name: '检查、加密并上传' }).click()
    await page.getByText('已签章 3/3 个文件，1 个不签章').waitFor()
    await page.getByText('平台读到的 3 个分册与本机封装的一致').waitFor()
    await page.getByText('打得开（已试解密）', { exact: false }).waitFor()
    await page.getByText('3 个文件的签章有效').waitFor()
    await page.getByText('贰佰陆拾捌万元整').waitFor() // as it was sealed, after the price was changed
    expect(uploads, 'the sealing that was given up sent nothing').to.have.lengthOf(1)
    await picture(supplier, 'compose-ready')
  })

  it('is submitted once, and found again where the answer was lost', async () => {
    const { page } = supplier
    let lost = false
    await page.route('**/api/v1/tenders/*/bid', async (route) => {
      if (lost || route.request().method() !== 'POST') return route.fallback()
      lost = true
      await route.fetch()
      await route.abort('connectionreset')
    })
    await signAndSubmit(page)
    await page.getByText('连接不上平台', { exact: false }).waitFor()
    await page.getByRole('button', { name: '签名并递交' }).click()
    await page.getByText('递交成功', { exact: true }).waitFor()
    await picture(supplier, 'compose-receipt')
    expect(browser.errors).to.deep.equal([])
  })

  async function fillOffer(): Promise<void> {
    const { page } = supplier
    await page.getByLabel('投标报价（元）').fill('2688000')
    await page.getByLabel('合同履行期限（日历天）').fill('45')
    await page.getByLabel('质量承诺').fill('合格')
    await page.getByLabel('项目负责人').fill('蒙春燕')
    await page.getByLabel('核心产品“86英寸交互智能平板”的品牌').fill('江潮')
    await sayWhoBids(page)
  }
})
