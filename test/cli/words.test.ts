import { expect } from 'chai'
import { type Calling, type Ended, run } from './tool.ts'

describe('yangguang-bid, before it does anything', function () {
  this.timeout(60_000)
  const call = (args: string[], calling: Calling = {}): Promise<Ended> => run('yangguang-bid', args, calling)
  const codeOf = async (args: string[]): Promise<number | null> => (await call(args)).code

  it('speaks the caller’s language and shows examples first', async () => {
    const help = await call(['--help'])
    expect(help.code).to.equal(0)
    expect(help.out).to.match(/^yangguang-bid init /)
    expect((await call(['--version'])).out).to.match(/^\d+\.\d+\.\d+\n$/)
    expect(await codeOf([])).to.equal(2)
    expect(await codeOf(['check', '--nonsense', 'bid'])).to.equal(2)
    expect((await call(['check', 'nowhere'])).err).to.equal('there is no folder nowhere\n')
    expect((await call(['check', 'nowhere'], { env: { LANG: 'zh_CN.UTF-8' } })).err).to.equal('没有文件夹 nowhere\n')
  })
})
