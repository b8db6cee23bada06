public import Kernel

/// How much goes from one place of a stage to one of the next.
public struct Flow: Sendable, Hashable {
    let from: String
    let to: String
    let value: Int

    public init(_ from: String, _ to: String, _ value: Int) {
        self.from = from
        self.to = to
        self.value = value
    }
}

extension HTML {
    /// What flows through two or three stages: origin, mode, destination. Bands as wide as what
    /// they carry.
    ///
    /// - Parameters:
    ///   - stages: names of the places of each stage, from above; a name stands once.
    ///   - flows: between neighbours.
    ///   - headings: of the columns: from, to, how much.
    public static func flowChart(
        _ title: String, description: String, id: String, stages: [[String]], flows: [Flow],
        headings: (from: String, to: String, value: String), language: Language
    ) -> HTML {
        let layout = FlowLayout(stages, flows)
        let bands = layout.bands.enumerated().map { index, band -> HTML in
            let middle = (band.x1 + band.x2) / 2
            return """
                <path class="chart-band series-\(band.colour % 5 + 1)" \
                d="M\(band.x1),\(band.y1) C\(middle),\(band.y1) \(middle),\(band.y2) \
                \(band.x2),\(band.y2) v\(band.height) C\(middle),\(band.y2 + band.height) \
                \(middle),\(band.y1 + band.height) \(band.x1),\(band.y1 + band.height) z"/>
                """
        }
        let nodes = layout.nodes.map { node -> HTML in
            let isLast = node.stage == stages.count - 1
            let place: HTML = isLast
                ? "<text class=\"chart-axis\" x=\"\(node.x - 4)\" y=\"\(node.y + 12)\">"
                : "<text x=\"\(node.x + 12)\" y=\"\(node.y + 12)\">"
            return """
                <rect class="chart-node" x="\(node.x)" y="\(node.y)" width="8" \
                height="\(node.height)"/>\(place)\(node.name)</text>
                """
        }
        return chartFrame(
            title, description: description, id: id, height: FlowLayout.height,
            drawing: "\(bands)\(nodes)",
            table: .table(
                caption: title,
                columns: [
                    Column<Flow>(headings.from, isHeader: true, text: { $0.from }),
                    Column<Flow>(headings.to, text: { $0.to }),
                    Column<Flow>(headings.value, .number, text: { grouped($0.value) }),
                ], rows: flows, narrow: .cards, empty: ""), language: language)
    }
}

/// Where the places and bands of a flow chart lie.
struct FlowLayout {
    struct Node {
        let name: String
        let stage: Int
        let x: Int
        let y: Int
        let height: Int
    }

    struct Band {
        let x1: Int
        let y1: Int
        let x2: Int
        let y2: Int
        let height: Int
        let colour: Int
    }

    static let height = 220
    private static let gap = 16
    private(set) var nodes: [Node] = []
    private(set) var bands: [Band] = []

    init(_ stages: [[String]], _ flows: [Flow]) {
        let sizes = stages.map { names in names.map { FlowLayout.size($0, flows) } }
        let most = sizes.map { $0.reduce(0, +) }.max() ?? 0
        let gaps = (stages.map(\.count).max() ?? 1) * FlowLayout.gap
        let room = max(20, FlowLayout.height - gaps)
        for (stage, names) in stages.enumerated() {
            let x = stages.count < 2 ? 0 : stage * 312 / (stages.count - 1)
            var y = 0
            for (place, name) in names.enumerated() {
                let height = max(2, HTML.scaled(sizes[stage][place], by: room, over: most))
                nodes.append(Node(name: name, stage: stage, x: x, y: y, height: height))
                y += height + FlowLayout.gap
            }
        }
        var left: [String: Int] = [:]
        var right: [String: Int] = [:]
        for flow in flows {
            guard let from = nodes.firstIndex(where: { $0.name == flow.from }),
                let to = nodes.firstIndex(where: { $0.name == flow.to })
            else { continue }
            let height = max(1, HTML.scaled(flow.value, by: room, over: most))
            bands.append(
                Band(
                    x1: nodes[from].x + 8, y1: nodes[from].y + (right[flow.from] ?? 0),
                    x2: nodes[to].x, y2: nodes[to].y + (left[flow.to] ?? 0), height: height,
                    colour: from))
            right[flow.from, default: 0] += height
            left[flow.to, default: 0] += height
        }
    }

    /// What comes in or goes out, whichever is more.
    private static func size(_ name: String, _ flows: [Flow]) -> Int {
        let out = flows.filter { $0.from == name }.reduce(0) { $0 + $1.value }
        let into = flows.filter { $0.to == name }.reduce(0) { $0 + $1.value }
        return max(out, into)
    }
}

extension ComponentGallery {
    static let flowChart = Example(
        "flow-chart", Localized(zh: "流向图", en: "Flow chart")
    ) { language in
        func word(_ zh: String, _ en: String) -> String { Localized(zh: zh, en: en)[language] }
        let (japan, germany, australia) = (
            word("日本", "Japan"), word("德国", "Germany"), word("澳大利亚", "Australia")
        )
        let (bonded, direct) = (word("保税 1210", "Bonded 1210"), word("直购 9610", "Direct 9610"))
        let (shanghai, jiangsu) = (word("上海", "Shanghai"), word("江苏", "Jiangsu"))
        return .flowChart(
            word("进口包裹流向", "Where import parcels go"),
            description: word(
                "日本货物大多走保税，德国货物大多直购；六成送往上海。",
                "Most of Japan's goods are bonded, most of Germany's bought direct; six of ten go"
                    + " to Shanghai."),
            id: "flow-imports",
            stages: [[japan, germany, australia], [bonded, direct], [shanghai, jiangsu]],
            flows: [
                Flow(japan, bonded, 420), Flow(japan, direct, 80), Flow(germany, bonded, 60),
                Flow(germany, direct, 210), Flow(australia, bonded, 230),
                Flow(bonded, shanghai, 430), Flow(bonded, jiangsu, 280),
                Flow(direct, shanghai, 170), Flow(direct, jiangsu, 120),
            ], headings: (word("从", "From"), word("到", "To"), word("包裹", "Parcels")),
            language: language)
    }
}
