//! The command line as it is written. What it means is worked out in
//! [`crate::commands`].

use std::path::PathBuf;

use clap::{Arg, ArgAction, Args, CommandFactory as _, Parser, Subcommand, ValueEnum};

/// Hải Đăng theo dõi các trang web công khai tiếng Việt để phát hiện tội phạm
/// và nội dung gây hại; mọi cảnh báo đều do con người quyết định.
#[derive(Debug, Parser)]
#[command(name = "haidang", version, max_term_width = 100)]
pub struct Cli {
    /// Options that every command takes.
    #[command(flatten)]
    pub global: Global,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// Options that every command takes.
#[derive(Debug, Args)]
pub struct Global {
    /// Thư mục chứa dữ liệu.
    #[arg(
        long,
        global = true,
        env = "HAIDANG_DATA",
        default_value = "data",
        value_name = "DIR"
    )]
    pub data: PathBuf,
    /// Thư mục cấu hình (haidang.toml, sources/, watchlists/).
    #[arg(long, global = true, env = "HAIDANG_CONFIG", value_name = "DIR")]
    pub config: Option<PathBuf>,
    /// In mỗi kết quả thành một dòng JSON.
    #[arg(long, global = true)]
    pub json: bool,
    /// Ngôn ngữ của thông báo.
    #[arg(long, global = true, env = "HAIDANG_LANG", value_enum, default_value_t = Lang::Vi)]
    pub lang: Lang,
}

/// The command line as clap knows it, with its headings in the language of the
/// texts below them. Build from it, not from [`Cli::parse`].
pub fn command() -> clap::Command {
    in_vietnamese(Cli::command())
        .disable_version_flag(true)
        .arg(
            Arg::new("version")
                .short('V')
                .long("version")
                .help("In phiên bản")
                .action(ArgAction::Version),
        )
}

/// Puts the headings that clap writes itself into Vietnamese, here and in all
/// commands below.
fn in_vietnamese(command: clap::Command) -> clap::Command {
    let mut template = String::from("{about}\n\nCách dùng: {usage}\n");
    if command.has_subcommands() {
        template.push_str("\nLệnh:\n{subcommands}\n");
    }
    if command.get_positionals().next().is_some() {
        template.push_str("\nĐối số:\n{positionals}\n");
    }
    template.push_str("\nTùy chọn:\n{options}");
    command
        .help_template(template)
        .disable_help_subcommand(true)
        .disable_help_flag(true)
        .arg(
            Arg::new("help")
                .short('h')
                .long("help")
                .help("In trợ giúp")
                .action(ArgAction::Help),
        )
        .mut_subcommands(in_vietnamese)
}

/// The reader's language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Lang {
    /// Vietnamese.
    #[value(help = "Tiếng Việt")]
    Vi,
    /// English.
    #[value(help = "Tiếng Anh")]
    En,
}

impl Lang {
    /// Chooses between two wordings of the same.
    pub fn pick<'a>(self, vi: &'a str, en: &'a str) -> &'a str {
        match self {
            Lang::Vi => vi,
            Lang::En => en,
        }
    }
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Chạy thử với một mạng trang web hư cấu trên máy này.
    Demo(Demo),
    /// Chạy mọi thứ: thu thập theo lịch, xử lý, bảng điều khiển.
    Run(Run),
    /// Thu thập một lần từ các địa chỉ cho trước.
    Crawl(Crawl),
    /// Nhập trang đã lưu (.warc[.gz], .jsonl[.zst], .txt[.zst], .html).
    Ingest(Ingest),
    /// Tìm trong mọi thứ đã thu thập.
    Search(Search),
    /// So khớp văn bản với danh mục, không lưu gì.
    Match(Match),
    /// Đọc một trang HTML và in mọi đoạn chữ của nó.
    Extract(Extract),
    /// Kiểm tra một địa chỉ theo robots.txt.
    Robots(Robots),
    /// Liệt kê các cảnh báo chờ xét.
    Flags(Flags),
    /// Xem và quyết định vụ việc.
    #[command(subcommand)]
    Cases(Cases),
    /// Danh mục từ khóa: nháp, chạy thử, công bố, khôi phục.
    #[command(subcommand)]
    Watchlist(Watchlist),
    /// Kiểm tra nguồn thu thập.
    #[command(subcommand)]
    Source(Source),
    /// So khớp lại các trang đã lưu với danh mục hiện tại.
    Rematch,
    /// Quản lý người dùng.
    #[command(subcommand)]
    User(User),
    /// Dựng lại chỉ mục tìm kiếm từ kho dữ liệu.
    Reindex,
    /// Kiểm tra nhật ký kiểm toán, bản lưu và chỉ mục.
    Verify,
    /// Hỏi một máy chủ Hải Đăng đang chạy có khỏe không (dùng cho Docker).
    Health {
        /// Địa chỉ của /healthz.
        #[arg(long, default_value = "http://127.0.0.1:8088/healthz")]
        url: String,
    },
}

/// Options of `demo`.
#[derive(Debug, Args)]
pub struct Demo {
    /// Cổng của bảng điều khiển; 0 là cổng bất kỳ còn trống.
    #[arg(long, default_value_t = 8088)]
    pub port: u16,
    /// Thu thập xong thì dừng, không mở bảng điều khiển.
    #[arg(long)]
    pub once: bool,
}

/// Options of `run`.
#[derive(Debug, Args)]
pub struct Run {
    /// Địa chỉ lắng nghe; thay cho giá trị trong haidang.toml.
    #[arg(long, value_name = "ADDR:PORT")]
    pub listen: Option<std::net::SocketAddr>,
}

/// Options of `crawl`.
#[derive(Debug, Args)]
pub struct Crawl {
    /// Địa chỉ bắt đầu.
    #[arg(required = true, value_name = "URL")]
    pub urls: Vec<String>,
    /// Số trang nhiều nhất.
    #[arg(long, value_name = "N")]
    pub max_pages: Option<u64>,
    /// Khoảng nghỉ giữa hai lần hỏi cùng một máy chủ, mili giây; dưới 1000 chỉ
    /// dùng được cùng --allow-private.
    #[arg(long, value_name = "MS")]
    pub delay: Option<u64>,
    /// Cho phép địa chỉ nội bộ (127.0.0.1, 10.0.0.0/8…).
    #[arg(long)]
    pub allow_private: bool,
}

/// Options of `ingest`.
#[derive(Debug, Args)]
pub struct Ingest {
    /// Các tập tin cần nhập.
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
}

/// In which order results come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Sort {
    /// Most telling first.
    #[value(help = "Phù hợp nhất đứng trước")]
    Relevance,
    /// Newest first.
    #[value(help = "Mới nhất đứng trước")]
    Newest,
}

/// Options of `search`.
#[derive(Debug, Args)]
pub struct Search {
    /// Câu tìm, ví dụ: "nhà cái" AND "nạp tiền".
    #[arg(value_name = "QUERY", allow_hyphen_values = true)]
    pub query: String,
    /// Số kết quả.
    #[arg(long, default_value_t = 10)]
    pub limit: u32,
    /// Bỏ qua bao nhiêu kết quả đầu.
    #[arg(long, default_value_t = 0)]
    pub offset: u32,
    /// Thứ tự.
    #[arg(long, value_enum, default_value_t = Sort::Relevance)]
    pub sort: Sort,
    /// Đếm theo nhóm.
    #[arg(long, value_delimiter = ',', value_name = "site,day")]
    pub facet: Vec<String>,
}

/// Options of `match`.
#[derive(Debug, Args)]
pub struct Match {
    /// Thư mục danh mục; bỏ trống thì dùng danh mục trong cấu hình.
    #[arg(long, value_name = "DIR")]
    pub watchlists: Option<PathBuf>,
    /// Tập tin JSONL (hoặc .zst); `-` là đầu vào chuẩn.
    #[arg(value_name = "FILE", default_value = "-")]
    pub file: PathBuf,
}

/// Options of `extract`.
#[derive(Debug, Args)]
pub struct Extract {
    /// Tập tin HTML; `-` là đầu vào chuẩn.
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Địa chỉ của trang.
    #[arg(long, value_name = "URL")]
    pub url: Option<String>,
}

/// Options of `robots`.
#[derive(Debug, Args)]
pub struct Robots {
    /// Tên của chương trình thu thập.
    #[arg(long, required_unless_present = "cases", value_name = "NAME")]
    pub agent: Option<String>,
    /// Địa chỉ hoặc đường dẫn cần hỏi.
    #[arg(long, required_unless_present = "cases", value_name = "URL")]
    pub url: Option<String>,
    /// Tập tin robots.txt.
    #[arg(required_unless_present = "cases", value_name = "FILE")]
    pub file: Option<PathBuf>,
    /// Nhiều câu hỏi một lần: mỗi dòng JSON có robots hoặc robots_b64, ua hoặc
    /// uas, url.
    #[arg(long, value_name = "FILE.jsonl", conflicts_with_all = ["agent", "url", "file"])]
    pub cases: Option<PathBuf>,
}

/// Options of `flags`.
#[derive(Debug, Args)]
pub struct Flags {
    /// Chỉ của vụ việc này.
    #[arg(long, value_name = "ID")]
    pub case: Option<i64>,
    /// Chỉ của loại này.
    #[arg(long, value_name = "CATEGORY")]
    pub category: Option<String>,
    /// Số dòng nhiều nhất; bỏ trống thì in tất cả.
    #[arg(long)]
    pub limit: Option<u64>,
}

/// What to do with cases.
#[derive(Debug, Subcommand)]
pub enum Cases {
    /// Liệt kê vụ việc, ưu tiên cao trước.
    List {
        /// Trạng thái: open, confirmed_once, confirmed_twice, closed.
        #[arg(long)]
        state: Option<String>,
        /// Số dòng nhiều nhất.
        #[arg(long, default_value_t = 50)]
        limit: u32,
    },
    /// Xem một vụ việc.
    Show {
        /// Số của vụ việc.
        id: i64,
    },
    /// Quyết định một vụ việc.
    Decide {
        /// Số của vụ việc.
        id: i64,
        /// confirmed, not_harmful hoặc unsure.
        #[arg(long)]
        outcome: String,
        /// Loại (với confirmed) hoặc lý do (với not_harmful).
        #[arg(long)]
        reason: Option<String>,
        /// Ghi chú.
        #[arg(long, default_value = "")]
        note: String,
        /// Tên đăng nhập của người quyết định; mật khẩu hỏi ở HAIDANG_PASSWORD.
        #[arg(long)]
        user: String,
        /// Lần sửa đã xem (số `revision` mà `cases show` in ra).
        #[arg(long)]
        revision: i64,
    },
}

/// What to do with watchlists.
#[derive(Debug, Subcommand)]
pub enum Watchlist {
    /// Liệt kê danh mục trong kho và các bản của chúng.
    List,
    /// Xem một danh mục: các bản, ai soạn, ai công bố, chạy thử gặp gì.
    Show {
        /// Mã danh mục.
        id: String,
        /// Xem nội dung bản này.
        #[arg(long, value_name = "N")]
        version: Option<u32>,
    },
    /// Kiểm tra tập tin danh mục, báo mọi lỗi một lần.
    Check {
        /// Tập tin hoặc thư mục; bỏ trống thì dùng danh mục trong cấu hình.
        #[arg(value_name = "FILE")]
        files: Vec<PathBuf>,
    },
    /// Thử tập tin danh mục trên văn bản, không lưu gì.
    Test(WatchlistTest),
    /// Đưa tập tin vào kho thành bản nháp.
    Import(WatchlistImport),
    /// In một bản ra TOML (bản đang có hiệu lực nếu không nói bản nào).
    Export {
        /// Mã danh mục.
        id: String,
        /// Bản này.
        #[arg(long, value_name = "N")]
        version: Option<u32>,
    },
    /// So sánh hai bản theo luật và từ.
    Diff {
        /// Mã danh mục.
        id: String,
        /// Bản trước.
        #[arg(value_name = "A")]
        from: u32,
        /// Bản sau.
        #[arg(value_name = "B")]
        to: u32,
    },
    /// Diễn tập một bản trên mọi trang đã lưu, so với bản đang có hiệu lực;
    /// không ghi gì.
    Backtest(WatchlistBacktest),
    /// Đưa bản nháp vào chạy thử: chỉ ghi nhận, không sinh cảnh báo.
    Trial(WatchlistAct),
    /// Đề nghị công bố bản đang chạy thử.
    Propose(WatchlistAct),
    /// Công bố bản đang chạy thử; phải là người khác với người soạn.
    Publish(WatchlistAct),
    /// Ngừng dùng một bản; bản đang có hiệu lực cần hai người.
    Retire(WatchlistAct),
    /// Khôi phục một bản cũ thành bản nháp, để người khác công bố.
    Rollback {
        /// Mã danh mục.
        id: String,
        /// Bản cần khôi phục.
        #[arg(long, value_name = "N")]
        to: u32,
        /// Lý do.
        #[arg(long, default_value = "")]
        note: String,
        /// Tên đăng nhập của người làm; mật khẩu hỏi ở HAIDANG_PASSWORD.
        #[arg(long = "as", value_name = "USER")]
        user: String,
    },
}

/// Options of the acts that move a version of a watchlist on.
#[derive(Debug, Args)]
pub struct WatchlistAct {
    /// Mã danh mục.
    pub id: String,
    /// Bản này; bỏ trống thì là bản mới nhất làm được việc này.
    #[arg(long, value_name = "N")]
    pub version: Option<u32>,
    /// Tên đăng nhập của người làm; mật khẩu hỏi ở HAIDANG_PASSWORD.
    #[arg(long = "as", value_name = "USER")]
    pub user: String,
}

/// Options of `watchlist backtest`.
#[derive(Debug, Args)]
pub struct WatchlistBacktest {
    /// Mã danh mục.
    pub id: String,
    /// Bản này; bỏ trống thì là bản nháp hay chạy thử mới nhất, không có thì bản
    /// đang có hiệu lực.
    #[arg(long, value_name = "N", conflicts_with = "file")]
    pub version: Option<u32>,
    /// Tập tin danh mục thay cho một bản trong kho.
    #[arg(long, value_name = "FILE")]
    pub file: Option<PathBuf>,
    /// Chỉ luật này.
    #[arg(long, value_name = "RULE")]
    pub rule: Option<String>,
    /// Số trang ví dụ nhiều nhất, của trang thêm và của trang mất.
    #[arg(long, value_name = "N", default_value_t = 10)]
    pub samples: u32,
}

/// Options of `watchlist test`.
#[derive(Debug, Args)]
pub struct WatchlistTest {
    /// Tập tin hoặc thư mục; bỏ trống thì dùng danh mục trong cấu hình.
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Tập tin JSONL (hoặc .zst) như của `match`.
    #[arg(long, value_name = "FILE.jsonl", required_unless_present = "text")]
    pub on: Option<PathBuf>,
    /// Một đoạn văn bản; `-` là đầu vào chuẩn.
    #[arg(long, value_name = "TEXT", conflicts_with = "on")]
    pub text: Option<String>,
}

/// In which form a file of terms is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ListFormat {
    /// A watchlist.
    #[value(help = "Danh mục TOML")]
    Toml,
    /// A table.
    #[value(help = "Bảng CSV có các cột term, rule, kind, zone, note")]
    Csv,
    /// A term a line.
    #[value(help = "Mỗi dòng một từ, dòng bắt đầu bằng # là chú thích")]
    Terms,
}

/// Options of `watchlist import`.
#[derive(Debug, Args)]
pub struct WatchlistImport {
    /// Các tập tin.
    #[arg(value_name = "FILE", required_unless_present = "shipped")]
    pub files: Vec<PathBuf>,
    /// Lấy các danh mục đi kèm chương trình thay cho tập tin.
    #[arg(long, conflicts_with = "files")]
    pub shipped: bool,
    /// Dạng tập tin; bỏ trống thì theo đuôi: .csv, .txt, còn lại là TOML.
    #[arg(long, value_enum)]
    pub format: Option<ListFormat>,
    /// Thêm từ (CSV, danh sách từ) vào danh mục này.
    #[arg(long, value_name = "ID")]
    pub into: Option<String>,
    /// Thêm vào bản này; bỏ trống thì là bản đang có hiệu lực, chưa có thì bản
    /// mới nhất.
    #[arg(long, value_name = "N", requires = "into")]
    pub from: Option<u32>,
    /// Luật nhận những từ không ghi luật.
    #[arg(long, value_name = "RULE", default_value = "nhap-them")]
    pub rule: String,
    /// Lý do, lưu cùng bản nháp.
    #[arg(long, default_value = "")]
    pub note: String,
    /// Tên đăng nhập của người làm; mật khẩu hỏi ở HAIDANG_PASSWORD.
    #[arg(long = "as", value_name = "USER")]
    pub user: String,
}

/// What to do with sources.
#[derive(Debug, Subcommand)]
pub enum Source {
    /// Kiểm tra mọi nguồn, báo mọi lỗi một lần.
    Check {
        /// Thư mục; bỏ trống thì dùng nguồn trong cấu hình.
        dir: Option<PathBuf>,
    },
    /// Tải thử địa chỉ đầu của một nguồn, không lưu gì.
    Test {
        /// Mã của nguồn.
        id: String,
    },
}

/// What to do with users.
#[derive(Debug, Subcommand)]
pub enum User {
    /// Thêm người dùng; in mật khẩu dùng một lần.
    Add {
        /// Tên đăng nhập.
        name: String,
        /// Vai trò: analyst, reviewer, operator, admin; có thể ghi nhiều lần.
        #[arg(long = "role", required = true)]
        roles: Vec<String>,
    },
    /// Liệt kê người dùng.
    List,
    /// Đặt mật khẩu dùng một lần mới.
    Reset {
        /// Tên đăng nhập.
        name: String,
    },
    /// Khóa người dùng.
    Close {
        /// Tên đăng nhập.
        name: String,
    },
}
