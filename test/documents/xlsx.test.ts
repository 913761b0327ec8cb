import { expect } from 'chai'
import readSheets from 'read-excel-file/node'
import { sheetName, xlsx } from '../../server/documents/xlsx.ts'

describe('a table as a file for spreadsheets', () => {
  const long = '昆明市官渡区巫家坝体育公园建设项目（一期）设计、施工一体化[A/B]:评分表'

  it('has a name that spreadsheets take, however long the tender\u2019s name is and whatever stands in it', async () => {
    expect(sheetName(long))
      .to.have.length.at.most(31)
      .and.not.match(/[[\]:*?/\\']/)
    expect(sheetName('[]')).to.equal('Sheet')
    const bytes = await xlsx(long, ['编号'], [[{ code: '530100202600193001' }]])
    const [sheet] = await readSheets(Buffer.from(bytes))
    expect(sheet?.data).to.deep.equal([['编号'], ['530100202600193001']])
  })
})
