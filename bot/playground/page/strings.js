// Every word of the page, in the two languages it speaks.

const WORDS = {
  zh: {
    skip: "跳到输入框", about: "这是什么", language: "Switch to English", theme: "明暗",
    chats: "对话", newName: "新成员或新群……", newKind: "身份", add: "添加",
    member: "读者", admin: "管理员", group: "群", you: "我",
    block: "屏蔽机器人", unblock: "取消屏蔽", blocked: "已屏蔽",
    panel: "工程师面板", close: "收起", log: "消息", start: "开始", down: "到最新消息",
    intro1: "这是问报：真实的机器人在这台电脑上运行，这里就是它的聊天窗口。",
    intro2: "左边换身份：读者、管理员、群；右边看每个回答怎么来的；把版面文件拖进来就是发给它。",
    intro3: "要上线：向 @BotFather 发 /newbot，把令牌写进 .env 的 TELEGRAM_BOT_TOKEN，再运行一次。",
    examples: "试着问", choices: "可选项", cancel: "取消", speaker: "发言人", menu: "命令菜单",
    message: "发消息……", inline: "内联模式", attach: "发送文件", send: "发送", drop: "松手即发送",
    bot: "机器人", members: "名成员", typing: "正在输入", uploading: "正在发送文件",
    panelTitle: "这个回答怎么来的", answer: "回答", hits: "检索结果", inArticle: "引文在原文中",
    latency: "耗时", faults: "故障开关", wire: "收发记录", methods: "接口方法", ok: "好",
    messageActions: "消息操作", reply: "回复", quote: "引用所选", copy: "复制文字", edit: "编辑",
    remove: "删除", copied: "已复制", edited: "已编辑", replyTo: "回复", editing: "编辑消息",
    via: "来自", noAnswer: "还没有回答。", notWatched: "机器人在另一个进程里，看不到它的内部。",
    answered: "有答案", no_evidence: "没有证据", small_talk: "寒暄", confidence: "把握",
    threshold: "门槛", searched: "检索式", terms: "词", generation: "代", reason: "原因",
    rank: "#", lexical: "词", dense: "义", similarity: "相似", score: "得分", headline: "报道",
    open: "打开", understand: "理解", embed: "向量", search: "检索", answerStage: "取句", total: "合计",
    similaritySignal: "相似度", shown_coverage: "引文覆盖", article_coverage: "全文覆盖", names_found: "所问人地",
    passage_similarity: "段落相似度", missing: "引文缺词", article_missing: "全文缺词", asks: "问得具体",
    has_expected: "给出所问", support: "旁证", pairs: "字对", agreement: "两路一致", nouns_shown: "引文有名词", nouns_found: "全文有名词",
    method: "方法", once: "一次", until: "直到关掉",
    fault429: "429 限流", fault502: "502 网关", fault403: "403 被屏蔽", delay: "延迟 3 秒", cut: "断开连接", lost: "响应丢失",
    switchOn: "打开", switchOff: "关掉", noFaults: "没有故障。", update: "更新", call: "调用",
    modelled: "已支持", notModelled: "未支持（调用会得到 404）", offline: "机器人已停止，等它回来……",
    waiting: "机器人还没有连上……", expand: "展开", spoiler: "剧透，点按显示", noResults: "没有结果",
    react: "回应",
    migrated: "群已升级为超级群",
  },
  en: {
    skip: "Skip to the message box", about: "What is this?", language: "切换到中文", theme: "Light or dark",
    chats: "Chats", newName: "New person or group…", newKind: "As", add: "Add",
    member: "member", admin: "admin", group: "group", you: "me",
    block: "Block the bot", unblock: "Unblock the bot", blocked: "blocked",
    panel: "Engineer's panel", close: "Close", log: "Messages", start: "START", down: "To the newest message",
    intro1: "This is 问报 (Wenbao): the real bot runs on this machine, and this is its chat.",
    intro2: "On the left, be a member, an admin or a group; on the right, see how each answer came about; drop a page file here to send it.",
    intro3: "To go live: send /newbot to @BotFather, put the token into .env as TELEGRAM_BOT_TOKEN, and run it again.",
    examples: "Try asking", choices: "Choices", cancel: "Cancel", speaker: "Speaking as", menu: "Command menu",
    message: "Message", inline: "Inline mode", attach: "Attach a file", send: "Send", drop: "Drop to send",
    bot: "bot", members: "members", typing: "typing", uploading: "sending a file",
    panelTitle: "How this answer came about", answer: "Answer", hits: "Hits", inArticle: "Quote in its article",
    latency: "Latency", faults: "Fault switches", wire: "Updates and calls", methods: "Methods", ok: "OK",
    messageActions: "Message actions", reply: "Reply", quote: "Quote selection", copy: "Copy text", edit: "Edit",
    remove: "Delete", copied: "Copied", edited: "edited", replyTo: "Reply to", editing: "Edit message",
    via: "via", noAnswer: "No answer yet.", notWatched: "The bot runs in another process; its inside cannot be seen.",
    answered: "answered", no_evidence: "no evidence", small_talk: "small talk", confidence: "confidence",
    threshold: "threshold", searched: "searched", terms: "terms", generation: "generation", reason: "reason",
    rank: "#", lexical: "lex", dense: "dense", similarity: "cos", score: "score", headline: "article",
    open: "open", understand: "understand", embed: "embed", search: "search", answerStage: "quote", total: "total",
    similaritySignal: "similarity", shown_coverage: "quote coverage", article_coverage: "article coverage", names_found: "names found",
    passage_similarity: "passage similarity", missing: "rarest missing", article_missing: "missing in article", asks: "asks for a kind",
    has_expected: "kind is shown", support: "support", pairs: "character pairs", agreement: "agreement", nouns_shown: "nouns shown", nouns_found: "nouns found",
    method: "Method", once: "once", until: "until off",
    fault429: "429 flood limit", fault502: "502 gateway", fault403: "403 blocked", delay: "delay of 3 s", cut: "cut connection", lost: "lost response",
    switchOn: "Switch on", switchOff: "Switch off", noFaults: "No faults.", update: "update", call: "call",
    modelled: "Modelled", notModelled: "Not modelled (a call gets 404)", offline: "The bot has stopped; waiting for it…",
    waiting: "The bot has not connected yet…", expand: "Expand", spoiler: "Spoiler, press to show", noResults: "No results",
    react: "React",
    migrated: "The group is now a supergroup",
  },
};

let language = localStorage.getItem("language") ?? (navigator.language.startsWith("zh") ? "zh" : "en");

export const t = (key) => WORDS[language][key] ?? key;
export const currentLanguage = () => language;

// Fill in the words of everything that names one.
export function translatePage(root = document) {
  document.documentElement.lang = language === "zh" ? "zh-Hans" : "en";
  for (const el of root.querySelectorAll("[data-t]")) el.textContent = t(el.dataset.t);
  for (const el of root.querySelectorAll("[data-placeholder]")) {
    el.placeholder = t(el.dataset.placeholder);
    el.setAttribute("aria-label", t(el.dataset.placeholder));
  }
  for (const el of root.querySelectorAll("[data-label]")) {
    el.setAttribute("aria-label", t(el.dataset.label));
    if (el.tagName === "BUTTON") el.title = t(el.dataset.label);
  }
}

export function switchLanguage() {
  language = language === "zh" ? "en" : "zh";
  localStorage.setItem("language", language);
}
