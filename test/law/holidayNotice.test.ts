import { expect } from 'chai'
import { changedDays, holidayProblems, holidaysOfAll, restDaysOfAll } from '../../server/law/holidayNotice.ts'
import holidays from '../../server/law/holidays.json' with { type: 'json' }
import { calendarOf, type HolidayNotice, isWorkingDay } from '../../server/law/periods.ts'
import { invented } from './invented.ts'

const known = new Set(['2025', '2026'])
const year2026: HolidayNotice = holidays['2026']
const codes = (table: HolidayNotice, year = '2026'): string[] =>
  holidayProblems(year, table, known).map(({ code }) => code)
/** The table of 2026 with a holiday's rest changed. */
const withRest = (name: string, ...days: string[]): HolidayNotice => ({
  ...year2026,
  rest: year2026.rest.flatMap((span) => (span[2] !== name ? [span] : days.length ? [[...days, name]] : [])),
})

describe('A year’s table of holidays', () => {
  it('of 2025 and of 2026 is plausible: 13 days of rest for all by 《全国年节及纪念日放假办法》第二条', () => {
    expect(codes(holidays['2025'], '2025')).to.deep.equal([])
    expect(codes(year2026)).to.deep.equal([])
    expect(Object.values(holidaysOfAll.value).reduce((sum, n) => sum + n, 0)).to.equal(restDaysOfAll.value)
  })

  it('that follows the known years is taken, one that leaves a gap is not', () => {
    expect(codes(invented, '2027')).to.deep.equal([])
    expect(codes({ ...invented, notice: '国办发明电〔2027〕99号' }, '2028')).to.include('HOLIDAY_YEAR_GAP')
    expect(codes(year2026, '2024')).to.include('HOLIDAY_YEAR_GAP')
  })

  for (const notice of [
    '国办发明电〔2024〕7号',
    '国办发明电[2025]7号',
    '国办发〔2025〕7号',
    '国办发明电〔2025〕0号',
    '',
  ])
    it(`has the number of its notice, not "${notice}"`, () => {
      expect(codes({ ...year2026, notice })).to.deep.equal(['HOLIDAY_NOTICE_NUMBER'])
    })

  it('has every holiday of the law, and its very day among the days of rest', () => {
    expect(codes(withRest('端午节'))).to.include('HOLIDAY_MISSING')
    expect(codes(withRest('端午节', '2026-06-20', '2026-06-22'))).to.deep.equal(['HOLIDAY_MISSING'])
    expect(codes(withRest('中秋节', '2026-09-28', '2026-09-28'))).to.deep.equal(['HOLIDAY_MISSING'])
  })

  it('has its holidays in order, apart and within the year', () => {
    for (const days of [
      ['2026-10-07', '2026-10-01'],
      ['2026-09-27', '2026-10-07'],
      ['2026-10-01', '2027-01-01'],
    ])
      expect(codes(withRest('国庆节', ...days)), String(days)).to.deep.equal(['HOLIDAY_SPAN'])
  })

  it('makes up for rest on a Saturday or Sunday near it, once', () => {
    for (const day of ['2026-09-21', '2026-10-03', '2026-08-01', '2026-10-10']) {
      const work = [...year2026.work.filter((one) => one !== '2026-09-20'), day]
      expect(codes({ ...year2026, work }), day).to.deep.equal(['MAKEUP_DAY'])
    }
  })

  it('gives neither more nor fewer days than the law', () => {
    expect(codes(withRest('国庆节', '2026-10-01', '2026-10-08'))).to.deep.equal(['HOLIDAY_SUM'])
    expect(codes({ ...year2026, work: year2026.work.slice(1) })).to.deep.equal(['HOLIDAY_SUM'])
  })

  it('changes the days on which it disagrees with the table before', () => {
    expect(changedDays('2026', year2026, year2026)).to.deep.equal([])
    expect(changedDays('2026', year2026, { ...year2026, work: year2026.work.slice(1) })).to.deep.equal(['2026-01-04'])
    expect(changedDays('2027', undefined, invented)).to.include.members(['2027-01-01', '2027-02-14', '2027-10-09'])
  })

  it('says which days of a new year are worked', () => {
    const table = calendarOf({ ...holidays, '2027': invented })
    expect(isWorkingDay('2027-02-14', table)).to.equal(true)
    expect(isWorkingDay('2027-02-11', table)).to.equal(false)
  })
})
