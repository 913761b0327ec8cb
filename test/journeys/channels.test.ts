import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'chai'
import { buildClient } from '../../server/cli/demo/build.ts'
import { publishNotice } from '../../server/cli/demo/steps/notice.ts'
import { eventually } from '../world/eventually.ts'
import { type TestWorld, world } from '../world/world.ts'
import { chromiumHere, picture, type Watched, type Window, watchedBrowser } from './chromium.ts'
import { enter } from './pages/door.ts'

const MAIL = 'agent@company.example'

describe('An account says where it is told, in a browser', function () {
  this.timeout(360_000)
  this.bail(true)
  const chromium = chromiumHere()
  let running: TestWorld
  let browser: Watched
  let agent: Window

  /** Mails of the spool, read as text. */
  const mails = async (): Promise<string[]> => {
    const folder = running.config.outside.spool ?? ''
    const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.eml'))
    const raw = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')))
    return raw.map((mail) => {
      const [, body = ''] = mail.split(/\r\n\r\n([\s\S]*)/)
      return /^content-transfer-encoding: base64/im.test(mail) ? Buffer.from(body, 'base64').toString('utf8') : body
    })
  }

  before(async function () {
    if (!chromium) return this.skip()
    await buildClient(() => undefined)
    running = await world()
    browser = await watchedBrowser(chromium)
    await publishNotice(running.world)
    agent = await enter(browser, running.world, 'agent', '/inbox')
  })
  after(async () => {
    await browser?.close()
    await running?.stop()
  })

  it('adds a mail address, and proves it by the code that came', async () => {
    const { page } = agent
    await page.getByText('通知偏好', { exact: true }).click()
    await page.getByText('还没有联系方式').waitFor()
    await picture(agent, 'channels-empty')
    await page.getByLabel('邮箱地址').fill('no address')
    await page.getByRole('button', { name: '添加并发送验证码' }).click()
    await page.getByText('地址或号码不正确').waitFor()
    await page.getByLabel('邮箱地址').fill(MAIL)
    await page.getByRole('button', { name: '添加并发送验证码' }).click()
    await page.getByText('待验证').waitFor()
    let code = ''
    await eventually(async () => {
      code = (await mails()).map((text) => /验证码 (\d{6})/.exec(text)?.[1] ?? '').findLast(Boolean) ?? ''
      return code !== ''
    })
    await page.getByLabel('验证码', { exact: true }).fill(code === '000000' ? '000001' : '000000')
    await page.getByRole('button', { name: '验证', exact: true }).click()
    await page.getByText('验证码不正确').waitFor()
    await picture(agent, 'channels-code')
    await page.getByLabel('验证码', { exact: true }).fill(code)
    await page.getByRole('button', { name: '验证', exact: true }).click()
    await page.getByText('已验证').waitFor()
  })

  it('chooses about what it is told there, and finds its choice again', async () => {
    const { page } = agent
    const deposits = page.getByLabel('保证金', { exact: true })
    expect(await deposits.isChecked()).to.equal(true)
    await deposits.click()
    await eventually(async () => !(await deposits.isChecked()) && (await deposits.isEnabled()))
    await page.reload()
    await page.getByText('已验证').waitFor()
    expect(await page.getByLabel('保证金', { exact: true }).isChecked()).to.equal(false)
    expect(await page.getByLabel('进程', { exact: true }).isChecked()).to.equal(true)
    await picture(agent, 'channels')
  })

  it('is told by mail that there is something, and reads in the inbox what; the record says what became of the mail', async () => {
    const { page } = agent
    const reason = '收到关于资格条件的举报，核查期间暂停'
    const fields = { suspension: 's1', reason }
    const supervisor = running.world.as('supervisor')
    const cms = await supervisor.sign('tender.suspend', { tender: running.world.tender, ...fields })
    await supervisor.post(`/tenders/${running.world.tender}/suspensions`, { ...fields, cms })
    let notice = ''
    await eventually(async () => {
      notice = (await mails()).find((text) => text.includes('您在阳光交易有新消息，请登录查看')) ?? ''
      return notice !== ''
    })
    expect(notice).to.not.match(/暂停|举报|巫家坝|GD-/)
    await page.getByText('发送记录', { exact: true }).first().click()
    await page.getByText('新消息提示').waitFor()
    await page.getByText('已发出', { exact: true }).first().waitFor()
    expect(await page.getByText('a***@company.example').count()).to.be.greaterThan(1)
    await picture(agent, 'deliveries')
    await page.getByText('消息', { exact: true }).last().click()
    await page.getByText(reason).waitFor()
    await picture(agent, 'inbox')
  })

  it('erases the address; the record stays without it', async () => {
    const { page } = agent
    await page.getByText('通知偏好', { exact: true }).click()
    await page.getByRole('button', { name: /^删\s?除$/ }).click()
    await page
      .locator('.ant-popconfirm')
      .getByRole('button', { name: /^删\s?除$/ })
      .click()
    await page.getByText('还没有联系方式').waitFor()
    await page.getByText('发送记录', { exact: true }).first().click()
    await page.getByText('（地址已删除）').first().waitFor()
    await picture(agent, 'deliveries-erased')
  })

  it('nothing went wrong on the way', () => {
    expect(browser.errors.filter((line) => !line.includes('ws://127.0.0.1'))).to.deep.equal([])
    expect(running.errors()).to.deep.equal([])
  })
})
