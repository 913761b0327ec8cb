import type { ThemeConfig } from 'antd'

/** Colours by meaning: `sun` only for what is live or running out, `proof` only for what was verified. */
export const colour = {
  ink: '#1f2329',
  quiet: '#595959',
  line: '#dfe2e6',
  paper: '#ffffff',
  ground: '#f7f8fa',
  action: '#0958d9',
  sun: '#d46b08',
  good: '#237804',
  bad: '#a8071a',
  proof: '#08797c',
} as const

/** Ant Design in our colours, sizes and faces. */
export const theme: ThemeConfig = {
  token: {
    colorPrimary: colour.action,
    colorInfo: colour.action,
    colorSuccess: colour.good,
    colorError: colour.bad,
    colorPrimaryHover: '#003eb3', // the usual ones are too pale for words
    colorLinkHover: '#003eb3',
    colorWarning: '#ad4e00',
    colorWarningBg: '#fff8ef', // the usual one leaves our words too pale
    colorText: colour.ink,
    colorTextSecondary: colour.quiet,
    colorTextTertiary: colour.quiet,
    colorTextDescription: colour.quiet,
    colorTextPlaceholder: '#767676',
    colorBgLayout: colour.ground,
    colorBorder: '#c9cdd4',
    colorBorderSecondary: colour.line,
    borderRadius: 4,
    fontSize: 14,
    lineHeight: 1.6,
    controlHeight: 36,
    motion: false,
    boxShadow: 'none',
    boxShadowTertiary: 'none',
    fontFamily:
      "-apple-system, BlinkMacSystemFont, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans SC', 'Noto Sans CJK SC', 'Source Han Sans SC', system-ui, sans-serif",
    fontFamilyCode: "ui-monospace, SFMono-Regular, Consolas, 'Noto Sans Mono', monospace",
  },
  components: {
    Card: { headerFontSize: 16, bodyPadding: 24 },
    Button: { fontWeight: 500, primaryShadow: 'none', defaultShadow: 'none' },
    Table: { headerBg: colour.ground, cellPaddingBlock: 10 },
    Descriptions: { labelBg: colour.ground },
  },
}
